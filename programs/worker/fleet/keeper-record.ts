import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { CRANK_FEE_LAMPORTS } from './crank-budget';

const KEY = 'keeper';

/** What a keeper did since its folder began. */
export interface KeeperFigures {
  /** Transactions that it paid for and that did something. */
  readonly steps: bigint;
  /** Lamports. */
  readonly tipsLamports: bigint;
  /** Lamports: tips, and deposits that came back, less network fees and deposits. */
  readonly balanceLamports: bigint;
}

const nothing: KeeperFigures = { steps: 0n, tipsLamports: 0n, balanceLamports: 0n };

/** Keeps what a keeper earned and paid, for its owner to see. */
export class KeeperRecord {
  #written: Promise<void> = Promise.resolve();

  constructor(private readonly facts: KeyValueStore) {}

  async figures(): Promise<KeeperFigures> {
    const [steps, tips, balance] = ((await this.facts.get(KEY)) ?? '').split(' ');
    if (!steps || !tips || !balance) return nothing;
    return { steps: BigInt(steps), tipsLamports: BigInt(tips), balanceLamports: BigInt(balance) };
  }

  /** @param changeLamports by which a step changed the keeper's purse; what it brought beyond its network fee is a tip */
  note(changeLamports: bigint): Promise<void> {
    // One after the other: each adds to what was written before.
    const written = this.#written.then(() => this.#add(changeLamports));
    this.#written = written.catch(() => undefined);
    return written;
  }

  async #add(changeLamports: bigint): Promise<void> {
    const { steps, tipsLamports, balanceLamports } = await this.figures();
    const tip = changeLamports + CRANK_FEE_LAMPORTS;
    const tips = tipsLamports + (tip > 0n ? tip : 0n);
    await this.facts.set(KEY, `${steps + 1n} ${tips} ${balanceLamports + changeLamports}`);
  }
}
