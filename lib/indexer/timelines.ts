import { type Address } from '@solana/kit';

import { type ChainEvent } from '@/lib/index-api/shapes';
import { type ChainClient } from '@/lib/rpc/chain-client';

import { leaseEventOf, type LeaseParties } from './lease-event';
import { readListed, readNewSignatures } from './read-transaction';

/** Leases whose events are held at once; the longest unused is forgotten. */
const heldTimelines = 500;
/** A lease has a handful of transactions; one that was flooded shows its newest. */
const eventsPerLease = 2_000;
const triesForChange = 5;
const tryAgainMs = 700;

interface Timeline {
  events: readonly ChainEvent[];
  newest: string | undefined;
  /** Ends when what is being read has been read. */
  reading: Promise<void>;
  touched: boolean;
  /** Slot of the last change that is known. */
  changedIn: bigint;
}

export interface TimelinesOptions {
  readonly client: ChainClient;
  readonly onEvent: (lease: Address, event: ChainEvent) => void;
}

/** The transactions of leases, read when somebody first asks and kept new from then on. */
export class Timelines {
  readonly #held = new Map<Address, Timeline>();

  constructor(private readonly options: TimelinesOptions) {}

  /** Events oldest first. @throws RpcError */
  async of(lease: Address, parties: LeaseParties): Promise<readonly ChainEvent[]> {
    const held = this.#held.get(lease);
    if (held !== undefined) {
      this.#held.delete(lease);
      this.#held.set(lease, held);
      await held.reading;
      return held.events;
    }
    const timeline: Timeline = {
      events: [],
      newest: undefined,
      reading: Promise.resolve(),
      touched: false,
      changedIn: 0n,
    };
    this.#held.set(lease, timeline);
    const oldest = this.#held.keys().next();
    if (this.#held.size > heldTimelines && oldest.done !== true) this.#held.delete(oldest.value);
    timeline.reading = this.#read(lease, timeline, parties);
    try {
      await timeline.reading;
    } catch (error) {
      this.#held.delete(lease);
      throw error;
    }
    return timeline.events;
  }

  /** The lease changed in `slot`: reads on where its events are held. */
  touch(lease: Address, parties: LeaseParties, slot: bigint): void {
    const timeline = this.#held.get(lease);
    if (timeline === undefined) return;
    timeline.changedIn = slot;
    if (timeline.touched) return;
    timeline.touched = true;
    timeline.reading = timeline.reading
      .then(() => {
        timeline.touched = false;
        return this.#readOn(lease, timeline, parties);
      })
      // What is missing is read by whoever asks after this was forgotten.
      .catch(() => void this.#held.delete(lease));
  }

  /** Reads until the transaction of the last change is among the events: a node may list it a little later. */
  async #readOn(lease: Address, timeline: Timeline, parties: LeaseParties): Promise<void> {
    for (let tries = 0; tries < triesForChange; tries += 1) {
      if (tries > 0) await this.options.client.clock.sleep(tryAgainMs);
      await this.#read(lease, timeline, parties);
      const newest = timeline.events.at(-1);
      if (newest !== undefined && newest.slot >= timeline.changedIn) return;
    }
  }

  async #read(lease: Address, timeline: Timeline, parties: LeaseParties): Promise<void> {
    const { client, onEvent } = this.options;
    const signatures = await readNewSignatures(client, lease, timeline.newest, eventsPerLease);
    for await (const transaction of readListed(client, signatures)) {
      const event = leaseEventOf(transaction, parties);
      timeline.events = [...timeline.events, event].slice(-eventsPerLease);
      timeline.newest = event.signature;
      onEvent(lease, event);
    }
  }
}
