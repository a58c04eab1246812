import { type Address } from '@solana/kit';

import { programErrorOf } from '../chain/worker-chain';

/** Leases that one transaction proves service for when it names each in full. */
export const HEARTBEATS_AT_ONCE_MAX = 29;

/**
 * The part of its interval that a lease may be proved too early to go along with another: half the time between two
 * proofs, so that leases of one interval come together whenever each began.
 */
const EARLY_PERCENT = 30n;

/** When a lease that needs no more than a heartbeat must be proved next. */
export interface PlannedBeat {
  /** Unix seconds. */
  readonly dueAt: bigint;
  readonly intervalS: number;
  /** Called once it was proved along with another. */
  readonly wake: () => void;
}

/**
 * Heartbeats of one provider's leases, together in one transaction where several are due around the same time: the first
 * that is due takes along those that soon will be, and from then on they are due together.
 */
export class BeatRound {
  readonly #planned = new Map<Address, PlannedBeat>();
  readonly #onTheirWay = new Map<Address, Promise<boolean>>();

  /** @param submit proves service for several leases in one transaction; leases that none can be for are passed over */
  constructor(private readonly submit: (leases: readonly Address[]) => Promise<unknown>) {}

  /** Says when a lease is due, so that it can go along with another. */
  plan(lease: Address, beat: PlannedBeat): void {
    this.#planned.set(lease, beat);
  }

  /** The lease goes along with no other any more. */
  withdraw(lease: Address): void {
    this.#planned.delete(lease);
  }

  /**
   * Proves a lease that is due, with others.
   *
   * @param now unix seconds
   * @returns whether a transaction that names it has landed; false where it is alone, or the program refused all of them
   * @throws WorkerError, RpcError
   */
  prove(lease: Address, now: bigint): Promise<boolean> {
    const underWay = this.#onTheirWay.get(lease);
    if (underWay !== undefined) return underWay.catch(() => false);
    const together = [lease, ...this.#soonDue(lease, now)].slice(0, HEARTBEATS_AT_ONCE_MAX);
    return together.length > 1 ? this.#send(together) : Promise.resolve(false);
  }

  #soonDue(due: Address, now: bigint): readonly Address[] {
    return [...this.#planned]
      .filter(([lease, { dueAt, intervalS }]) => {
        const early = (BigInt(intervalS) * EARLY_PERCENT) / 100n;
        return lease !== due && dueAt <= now + early && !this.#onTheirWay.has(lease);
      })
      .map(([lease]) => lease);
  }

  async #send(leases: readonly Address[]): Promise<boolean> {
    const sending = this.#submitted(leases);
    for (const lease of leases) this.#onTheirWay.set(lease, sending);
    try {
      return await sending;
    } finally {
      for (const lease of leases) {
        this.#onTheirWay.delete(lease);
        const planned = this.#planned.get(lease);
        // When it is due next is for itself to say.
        this.#planned.delete(lease);
        planned?.wake();
      }
    }
  }

  async #submitted(leases: readonly Address[]): Promise<boolean> {
    try {
      await this.submit(leases);
      return true;
    } catch (problem) {
      if (programErrorOf(problem) === undefined) throw problem;
      return false;
    }
  }
}
