import {
  type Address,
  address,
  createNoopSigner,
  getAddressEncoder,
  getProgramDerivedAddress,
  type Instruction,
  type KeyPairSigner,
  type TransactionSigner,
} from '@solana/kit';

import { PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';

import { fundedKey, type Market } from './market';
import { type RenterActor } from './renter';
import { placeTokens } from './tokens';

/** Where the tests' chains have the example of a program that rents: `programs/pyronet/example`. */
const exampleProgram = address('FundExamp1e11111111111111111111111111111111');
const exampleFile = new URL('../artifacts/example_fund.so', import.meta.url).pathname;

/** The first byte of an instruction of the example. */
export const FundAction = { rent: 0, bid: 1, match: 2, stop: 3 } as const;

/** An address of the example program that rents with its own USDC, and the manager that tells it what. */
export interface Fund {
  readonly manager: KeyPairSigner;
  readonly at: Address;
  /** The renter that the manager acts for: the USDC account is the fund's. */
  readonly actor: RenterActor;
  /** The fund where a renter signs: the program does it, so it signs nothing in the transaction. */
  readonly signer: TransactionSigner;
  /** The same call through the example's program, by the manager or by somebody else. */
  through(action: keyof typeof FundAction, direct: Instruction, by?: TransactionSigner): Instruction;
}

export async function openFund(market: Market, atoms = 1_000_000_000n): Promise<Fund> {
  market.chain.addProgram(exampleProgram, exampleFile);
  const manager = await fundedKey(market.chain, 'fund manager');
  const seeds = ['fund', getAddressEncoder().encode(manager.address)];
  const [at, bump] = await getProgramDerivedAddress({ programAddress: exampleProgram, seeds });
  const source = await placeTokens(market.chain, { owner: at, mint: market.network.usdcMint, atoms });
  const session = await worthlessLocalKey('fund session');
  return {
    manager,
    at,
    actor: { wallet: manager, session, source, secret: new Uint8Array(32).fill(9) },
    signer: createNoopSigner(at),
    through: (action, { accounts = [], data = new Uint8Array() }, by = manager) => ({
      programAddress: exampleProgram,
      accounts: [
        { address: by.address, role: 2, signer: by },
        { address: PYRONET_PROGRAM_ADDRESS, role: 0 },
        // The program signs for the fund; in the transaction it is an account like any other.
        ...accounts.map((account) =>
          account.address === at ? { address: at, role: account.role & 1 } : account,
        ),
      ],
      data: Uint8Array.of(FundAction[action], bump, ...data.subarray(1)),
    }),
  };
}
