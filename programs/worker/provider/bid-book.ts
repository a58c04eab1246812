import { type Address } from '@solana/kit';

import { type KeyValueStore } from '@/lib/storage/key-value-store';

const PREFIX = 'bid ';
const MADE = 'made';
const WON = 'won';

/** Failed leases that a machine bid for, and those it won; kept for its owner to see. */
export class BidBook {
  constructor(private readonly facts: KeyValueStore) {}

  async noteBid(lease: Address): Promise<void> {
    if ((await this.facts.get(PREFIX + lease)) === null) await this.facts.set(PREFIX + lease, MADE);
  }

  /** @returns whether that was not known before */
  async noteWon(lease: Address): Promise<boolean> {
    if ((await this.facts.get(PREFIX + lease)) !== MADE) return false;
    await this.facts.set(PREFIX + lease, WON);
    return true;
  }

  /** Leases bid for, those won among them. */
  async counts(): Promise<{ readonly bids: number; readonly won: number }> {
    const keys = await this.facts.keys(PREFIX);
    const outcomes = await Promise.all(keys.map((key) => this.facts.get(key)));
    return { bids: keys.length, won: outcomes.filter((outcome) => outcome === WON).length };
  }
}
