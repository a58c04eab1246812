import { type Address } from '@solana/kit';

import { type ProviderDetail } from '@/lib/index-api/shapes';
import { PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { type ChainClient } from '@/lib/rpc/chain-client';

import { readListed, readNewSignatures, type ReadTransaction } from './read-transaction';

export type Payout = ProviderDetail['earnings'][number];

const heldAccounts = 200;
const payoutsPerAccount = 2_000;

interface Held {
  payouts: readonly Payout[];
  newest: string | undefined;
  reading: Promise<void>;
}

/**
 * What leases paid to token accounts, from the chain's history: complete whatever the index has seen itself. Read when
 * somebody asks, and then only what is new.
 */
export class Payouts {
  readonly #held = new Map<Address, Held>();

  constructor(private readonly client: ChainClient) {}

  /** Oldest first. @throws RpcError */
  async of(account: Address): Promise<readonly Payout[]> {
    const held = this.#held.get(account) ?? { payouts: [], newest: undefined, reading: Promise.resolve() };
    this.#held.delete(account);
    this.#held.set(account, held);
    const [oldest] = this.#held.keys();
    if (this.#held.size > heldAccounts && oldest !== undefined) this.#held.delete(oldest);
    held.reading = held.reading.catch(() => undefined).then(() => this.#readOn(account, held));
    await held.reading;
    return held.payouts;
  }

  async #readOn(account: Address, held: Held): Promise<void> {
    const signatures = await readNewSignatures(this.client, account, held.newest, payoutsPerAccount);
    for await (const transaction of readListed(this.client, signatures)) {
      held.payouts = [...held.payouts, ...payoutsIn(transaction, account)].slice(-payoutsPerAccount);
      held.newest = transaction.signature;
    }
  }
}

/** Accounts of `claimProvider` in order: lease, vault, payout, token program. */
function payoutsIn(transaction: ReadTransaction, account: Address): readonly Payout[] {
  return transaction.instructions.flatMap(({ program, name, accounts: [lease, vault, payout] }) => {
    if (program !== PYRONET_PROGRAM_ADDRESS || name !== 'claimProvider') return [];
    if (payout !== account || lease === undefined) return [];
    const usdc_atoms = transaction.transfers
      .filter(({ from, to }) => from === vault && to === payout)
      .reduce((sum, { atoms }) => sum + atoms, 0n);
    const { unixS: unix_s, signature } = transaction;
    return usdc_atoms === 0n ? [] : [{ unix_s, lease, usdc_atoms, signature }];
  });
}
