import { formatPyro } from '@/lib/domain/pyro';
import { formatSol } from '@/lib/domain/sol';
import { formatUsdc } from '@/lib/domain/usdc';

/** Where the thing to do is done on the dashboard; null where it is done at the machine, or nothing is to do. */
export type ActionPlace = 'offers' | 'bond' | 'stake' | 'machine' | 'money' | null;

export interface NextAction {
  readonly code:
    | 'start_machine'
    | 'fund_machine'
    | 'list_offer'
    | 'add_stake'
    | 'add_bond'
    | 'withdraw_deposit'
    | 'claim'
    | 'wait_for_renters'
    | 'serving';
  readonly tone: 'info' | 'good' | 'warn';
  readonly title: string;
  readonly sentence: string;
  readonly place: ActionPlace;
}

/** What the next action follows from; money in atoms of its token, instants in unix seconds by the chain's clock. */
export interface ProviderFacts {
  readonly liveUntil: bigint;
  readonly listedOffers: number;
  /** Highest tier that an offer was listed under, 0 without offers: below it nobody can take that offer. */
  readonly listedTier: number;
  readonly tier: number;
  /** PYRO atoms missing for `listedTier`, or for tier 1 without offers. */
  readonly stakeMissing: bigint;
  readonly bondFree: bigint;
  readonly leastBondAtoms: bigint;
  /** Purse of the machine's key; null while unknown. */
  readonly workerLamports: bigint | null;
  readonly claimable: bigint;
  readonly withdrawable: readonly { readonly unit: 'USDC' | 'PYRO'; readonly atoms: bigint }[];
  readonly liveLeases: number;
}

/** Rent of one result's account and the fees of a lease: below it a worker refuses new leases. */
export const leastWorkerLamports = 12_000_000n;

/** The most urgent thing for a provider to do, what stops its earning first. There is always one. */
export function nextAction(facts: ProviderFacts, nowUnixS: number): NextAction {
  return (
    blockedBy(facts, nowUnixS) ??
    moneyToCollect(facts, nowUnixS) ??
    (facts.liveLeases > 0
      ? action('serving', 'good', 'Serving', 'Your machine is at work. Nothing needs to be done.', null)
      : action(
          'wait_for_renters',
          'good',
          'On the market',
          'Your machine is live and can be rented. Nothing needs to be done.',
          null,
        ))
  );
}

function blockedBy(facts: ProviderFacts, nowUnixS: number): NextAction | undefined {
  const { listedOffers, workerLamports, bondFree, leastBondAtoms, tier, listedTier, stakeMissing } = facts;
  if (listedOffers === 0) {
    return action(
      'list_offer',
      'info',
      'List an offer',
      'Nothing of yours is on the market, so nobody can rent from you.',
      'offers',
    );
  }
  if (Number(facts.liveUntil) < nowUnixS) {
    return action(
      'start_machine',
      'warn',
      'Waiting for your machine',
      'It has not shown itself on the chain, so nobody can take your offers. Start the worker on it.',
      'machine',
    );
  }
  if (tier < Math.max(1, listedTier)) {
    return action(
      'add_stake',
      'warn',
      'Stake more, or list again',
      `Your stake no longer opens the tier you listed under, so that offer cannot be taken. Missing: ${formatPyro(stakeMissing)} PYRO.`,
      'stake',
    );
  }
  if (bondFree < leastBondAtoms) {
    return action(
      'add_bond',
      'warn',
      'Add bond',
      `Only ${formatUsdc(bondFree)} USDC of your bond are free, and a lease locks at least ${formatUsdc(leastBondAtoms)}: nobody can take your offers.`,
      'bond',
    );
  }
  if (workerLamports !== null && workerLamports < leastWorkerLamports) {
    return action(
      'fund_machine',
      'warn',
      'Fill the machine’s purse',
      `Its key holds ${formatSol(workerLamports)} SOL. Below ${formatSol(leastWorkerLamports)} it takes no new lease, for it could not pay for its proofs.`,
      'machine',
    );
  }
  return undefined;
}

function moneyToCollect(facts: ProviderFacts, nowUnixS: number): NextAction | undefined {
  const ripe = facts.withdrawable[0];
  if (ripe !== undefined) {
    return action(
      'withdraw_deposit',
      'info',
      `Withdraw ${formatUsdc(ripe.atoms, { minimumDecimals: 0 })} ${ripe.unit}`,
      'Its unbonding time is over, and nothing holds it.',
      ripe.unit === 'USDC' ? 'bond' : 'stake',
    );
  }
  const isAway = Number(facts.liveUntil) < nowUnixS;
  if (facts.claimable > 0n && (isAway || facts.liveLeases === 0)) {
    return action(
      'claim',
      'info',
      `Claim ${formatUsdc(facts.claimable)} USDC`,
      'It is released and waits in the vaults of your leases. The machine claims it too, while it runs.',
      'money',
    );
  }
  return undefined;
}

function action(
  code: NextAction['code'],
  tone: NextAction['tone'],
  title: string,
  sentence: string,
  place: ActionPlace,
): NextAction {
  return { code, tone, title, sentence, place };
}
