import { type Wrong } from './cells';

/** Cells that may succeed, because the rules let somebody choose. Fields left out stand for all. */
export interface Freedom {
  readonly instruction?: readonly string[];
  readonly scene?: string;
  readonly account: readonly string[];
  readonly wrong: readonly Wrong[];
  readonly instead?: readonly string[];
  readonly because: string;
}

const usdcAccounts = [
  'another vault',
  'another order’s vault',
  'another bond vault',
  'the fee vault',
  'the burn vault',
  'a stranger’s USDC',
];

/** Reviewed: each reason must hold in front of somebody who would lose money by it. */
export const freedoms: readonly Freedom[] = [
  {
    account: ['payer'],
    wrong: ['somebody else’s'],
    instead: ['a stranger'],
    because: 'whoever signs for it may pay the rent, and gets it back',
  },
  {
    account: ['payer', 'cranker', 'canceller'],
    wrong: ['duplicate'],
    because: 'a party that signs may pay the rent or end the wait itself',
  },
  {
    account: ['cranker', 'matcher', 'awarder'],
    wrong: ['somebody else’s'],
    instead: ['a stranger'],
    because: 'anyone may end a wait or match an order and is tipped',
  },
  {
    instruction: ['creditReputation'],
    scene: 'with a pair that stands',
    account: ['payer'],
    wrong: ['not writable'],
    because: 'nothing is laid out for a pair that stands',
  },
  {
    instruction: ['creditReputation'],
    scene: 'with a pair that stands',
    account: ['systemProgram'],
    wrong: ['empty', 'somebody else’s', 'wrong owner', 'wrong type', 'duplicate', 'closed before'],
    because: 'nothing is created for a pair that stands',
  },
  {
    instruction: ['cancelOrder'],
    scene: 'by the renter',
    account: ['canceller'],
    wrong: ['not writable'],
    because: 'the renter is not tipped for its own order',
  },
  {
    instruction: ['cancelOrder'],
    scene: 'past its time',
    account: ['canceller'],
    wrong: ['somebody else’s'],
    instead: ['a stranger'],
    because: 'anyone may end an order that has expired and is tipped',
  },
  {
    instruction: ['settleLeases'],
    account: ['payout'],
    wrong: ['closed before'],
    instead: ['itself'],
    because: 'a provider that cannot be paid keeps no lease from being settled; its dues stay in the vault',
  },
  {
    account: [
      'config',
      'params',
      'gpuClass',
      'provider',
      'offer',
      'order',
      'lease',
      'attestation',
      'formerProvider',
      'successor',
      'first',
      'second',
      'seizure',
      'burnAuction',
      'pair',
    ],
    wrong: ['wrong address'],
    because: 'only the program makes accounts that it owns, and it makes them at their own addresses alone',
  },
  {
    instruction: ['cancelLease', 'stopLease', 'pingLease', 'migrateLease', 'acceptResult'],
    scene: 'by the wallet',
    account: ['config'],
    wrong: ['wrong owner', 'wrong type', 'somebody else’s', 'duplicate', 'empty', 'closed before'],
    because: 'it is read for a signed message, and a signature on the transaction needs none',
  },
  {
    account: ['source'],
    wrong: ['wrong address'],
    because: 'whoever pays may do so from any of its accounts: its signature moves the tokens',
  },
  {
    instruction: ['registerProvider', 'updateProvider'],
    account: ['payout'],
    wrong: ['somebody else’s', 'wrong address'],
    instead: [...usdcAccounts, 'its twin'],
    because: 'the provider may be paid into any USDC account',
  },
  {
    instruction: ['takeOffer', 'placeOrder'],
    account: ['renterPayout'],
    wrong: ['somebody else’s', 'wrong address', 'duplicate'],
    instead: [...usdcAccounts, 'its twin', 'source'],
    because: 'the renter may be paid back into any USDC account',
  },
  {
    instruction: ['withdrawUnbonded'],
    account: ['destination'],
    wrong: ['somebody else’s', 'wrong address'],
    instead: [...usdcAccounts, 'another stake vault', 'a stranger’s PYRO', 'its twin'],
    because: 'what is the provider’s own may go to any account of its token',
  },
  {
    instruction: ['takeParked'],
    account: ['destination'],
    wrong: ['somebody else’s', 'wrong address'],
    instead: [...usdcAccounts, 'its twin'],
    because: 'what was parked is the owner’s own and may go to any USDC account',
  },
  {
    instruction: ['takeParked'],
    scene: 'leaving the parking',
    account: ['parking'],
    wrong: ['not writable'],
    because: 'the parking stays as it is, only its vault is emptied',
  },
  {
    instruction: ['listOffer'],
    account: ['gpuClass'],
    wrong: ['somebody else’s'],
    instead: ['another gpuClass'],
    because: 'the class is the choice that is made',
  },
  {
    instruction: ['proveContradiction'],
    account: ['challenger'],
    wrong: ['somebody else’s'],
    instead: ['a stranger'],
    because: 'anyone may prove fraud, and who copies a proof takes the reward alone (ADR 084)',
  },
  {
    instruction: ['proveContradiction'],
    account: ['challengerPayout'],
    wrong: ['somebody else’s', 'wrong address'],
    instead: [...usdcAccounts, 'its twin'],
    because: 'the challenger may be paid into any USDC account',
  },
  {
    instruction: ['buyBurnLot'],
    account: ['destination'],
    wrong: ['somebody else’s', 'wrong address'],
    instead: [...usdcAccounts, 'its twin'],
    because: 'the buyer may have its lot sent to any USDC account',
  },
  {
    instruction: ['depositStake', 'depositBond', 'buyBurnLot'],
    account: ['source'],
    wrong: ['with all it names'],
    instead: ['a stranger’s USDC', 'a stranger’s PYRO'],
    because: 'anyone may pay in for a provider, and anyone may buy a lot, with its own signature and tokens',
  },
  {
    instruction: ['genesis'],
    account: ['usdcMint', 'pyroMint'],
    wrong: ['somebody else’s', 'wrong address'],
    because: 'the program’s own key signs for the mints it names',
  },
];

/** Refusals of another class than the cell's own, each no weaker: the rule that is checked first stands in its way. */
export const firstInTheWay: readonly {
  readonly instruction?: readonly string[];
  readonly account: string;
  readonly refusal: string;
  readonly because: string;
}[] = [
  {
    account: 'source',
    refusal: 'notEnoughFunds',
    because: 'what stands where the balance of a token account would is too little',
  },
  {
    instruction: ['releaseBond'],
    account: 'lease',
    refusal: 'wrongState',
    because: 'the other lease still runs, and frees its own bond with its own provider alone',
  },
  {
    instruction: ['bidFailover'],
    account: 'lease',
    refusal: 'notBidding',
    because: 'nobody seeks a successor for the other lease; where somebody does, anyone may bid there too',
  },
  ...['vault', 'provider'].map((account) => ({
    instruction: ['withdrawUnbonded'],
    account,
    refusal: 'stillLocked',
    because: 'the other provider’s authority asks for its own, of which nothing is unbonded',
  })),
  ...['renter', 'source', 'renterPayout'].map((account) => ({
    instruction: ['takeOffer', 'placeOrder'],
    account,
    refusal: 'runtime: ProgramFailedToComplete',
    because: 'another renter’s seeds lead to no address, and the runtime ends a program that signs with such',
  })),
];
