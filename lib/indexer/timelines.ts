import { type Address } from '@solana/kit';

import { type ChainEvent } from '@/lib/index-api/shapes';
import { type ChainClient } from '@/lib/rpc/chain-client';

import { readSignatures, readTransaction, type ReadTransaction } from './read-transaction';

/** Whose money a token account holds, for the events of one lease. */
export type PartyOf = (account: string) => ChainEvent['usdc'][number]['party'];

/** Leases whose events are held at once; the longest unused is forgotten. */
const heldTimelines = 500;
const signaturesPerPage = 1_000n;
/** A lease has a handful of transactions; one that was flooded shows its newest. */
const eventsPerLease = 2_000;
const readsAtOnce = 6;

interface Timeline {
  events: readonly ChainEvent[];
  newest: string | undefined;
  /** Ends when what is being read has been read. */
  reading: Promise<void>;
  touched: boolean;
}

export interface TimelinesOptions {
  readonly client: ChainClient;
  readonly usdcMint: Address;
  readonly onEvent: (lease: Address, event: ChainEvent) => void;
}

/** The transactions of leases, read when somebody first asks and kept new from then on. */
export class Timelines {
  readonly #held = new Map<Address, Timeline>();

  constructor(private readonly options: TimelinesOptions) {}

  /** Events oldest first. @throws RpcError */
  async of(lease: Address, partyOf: PartyOf): Promise<readonly ChainEvent[]> {
    const held = this.#held.get(lease);
    if (held !== undefined) {
      this.#held.delete(lease);
      this.#held.set(lease, held);
      await held.reading;
      return held.events;
    }
    const timeline: Timeline = { events: [], newest: undefined, reading: Promise.resolve(), touched: false };
    this.#held.set(lease, timeline);
    const oldest = this.#held.keys().next();
    if (this.#held.size > heldTimelines && oldest.done !== true) this.#held.delete(oldest.value);
    timeline.reading = this.#read(lease, timeline, partyOf);
    try {
      await timeline.reading;
    } catch (error) {
      this.#held.delete(lease);
      throw error;
    }
    return timeline.events;
  }

  /** The lease changed: reads on where its events are held. */
  touch(lease: Address, partyOf: PartyOf): void {
    const timeline = this.#held.get(lease);
    if (timeline === undefined || timeline.touched) return;
    timeline.touched = true;
    timeline.reading = timeline.reading
      .then(() => {
        timeline.touched = false;
        return this.#read(lease, timeline, partyOf);
      })
      // What is missing is read with the next change, or by whoever asks after this was forgotten.
      .catch(() => void this.#held.delete(lease));
  }

  async #read(lease: Address, timeline: Timeline, partyOf: PartyOf): Promise<void> {
    const { client, usdcMint, onEvent } = this.options;
    const signatures = await this.#newSignatures(lease, timeline.newest);
    for (let from = 0; from < signatures.length; from += readsAtOnce) {
      const part = signatures.slice(from, from + readsAtOnce);
      const read = await Promise.all(part.map((signature) => readTransaction(client, signature)));
      for (const transaction of read) {
        if (transaction === null) continue;
        const event = eventOf(transaction, usdcMint, partyOf);
        timeline.events = [...timeline.events, event].slice(-eventsPerLease);
        onEvent(lease, event);
      }
      timeline.newest = part.at(-1) ?? timeline.newest;
    }
  }

  /** Oldest first. */
  async #newSignatures(lease: Address, until: string | undefined): Promise<readonly string[]> {
    const found: string[] = [];
    for (;;) {
      const before = found.at(-1);
      const page = await readSignatures(this.options.client, lease, {
        limit: signaturesPerPage,
        ...(until === undefined ? {} : { until }),
        ...(before === undefined ? {} : { before }),
      });
      found.push(...page);
      if (BigInt(page.length) < signaturesPerPage || found.length >= eventsPerLease) return found.reverse();
    }
  }
}

function eventOf(transaction: ReadTransaction, usdcMint: Address, partyOf: PartyOf): ChainEvent {
  return {
    signature: transaction.signature,
    slot: transaction.slot,
    unix_s: transaction.unixS,
    instructions: transaction.instructions.flatMap(({ name }) => (name === null ? [] : [name])),
    fee_payer: transaction.accounts[0]?.address ?? '',
    failed: transaction.error !== null,
    usdc: transaction.tokens
      .filter(({ mint }) => mint === usdcMint)
      .map(({ account, atoms }) => ({ account, party: partyOf(account), usdc_atoms: atoms })),
  };
}
