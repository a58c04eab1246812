import { type Address } from '@solana/kit';

import { emptyResult, placeSegment } from '@/lib/engine/result';

import { type PreparedCommission } from '../commission';
import { type SessionEvent } from '../session-event';
import { afterEvent } from './after-event';
import { goThroughLease } from './go-through-lease';
import { type LiveLeaseState, openingState } from './live-lease-state';

/** How long changes are gathered before the page hears of them: tiles come faster than a page need be drawn. */
const gatherMs = 100;

/**
 * The renter's session of one lease in this tab. It goes on while the page shows something else, and ends with the tab;
 * the next tab that opens the lease picks it up where it was.
 */
export class LiveLease {
  #state: LiveLeaseState = openingState;
  #shown: LiveLeaseState = openingState;
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #running = false;
  #stop: (() => void) | undefined;
  #result: Uint8Array | null = null;
  readonly #watchers = new Set<() => void>();
  readonly #painters = new Set<(segment: number) => void>();

  constructor(readonly address: Address) {}

  /** For `useSyncExternalStore`. */
  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };
  readonly read = (): LiveLeaseState => this.#shown;

  /** The picture so far, as canonical result bytes; null before the job is known. */
  get result(): Uint8Array | null {
    return this.#result;
  }

  /** Calls `paint` for each segment that arrives from now on. */
  onSegment(paint: (segment: number) => void): () => void {
    this.#painters.add(paint);
    return () => this.#painters.delete(paint);
  }

  /** Begins, unless it runs already; begins again after it failed or held nothing. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.change({ role: 'opening', problem: null });
    void goThroughLease(this)
      .catch((error: unknown) => this.change({ role: 'failed', problem: problemOf(error) }))
      .finally(() => (this.#running = false));
  }

  /** Ends the lease with an order of the session key, where this tab leads. */
  stop(): void {
    if (this.#stop === undefined) return;
    this.change({ stopping: true });
    this.#stop();
  }

  /** For the session: how to stop it; undefined when there is none to stop. */
  setStop(stop: (() => void) | undefined): void {
    this.#stop = stop;
  }

  /** For the session: the job is known, and what of its picture there is. */
  setCommission(commission: PreparedCommission, result: Uint8Array | null): void {
    const { job, plan } = commission;
    this.#result = result ?? this.#result ?? emptyResult(job);
    const delivered = result === null ? this.#state.delivered : plan.segmentCount;
    const deliveredUnits = plan.cumulativeUnits[delivered - 1] ?? 0n;
    this.change({ commission, job, delivered, deliveredUnits });
  }

  /** For the session: something happened. */
  readonly see = (event: SessionEvent): void => {
    const { job } = this.#state;
    if (event.type === 'delivered' && job !== null && this.#result !== null) {
      placeSegment(this.#result, job, event.segment);
      for (const paint of this.#painters) paint(event.segment.index);
    }
    this.#become(afterEvent(this.#state, event));
  };

  /** For the session. */
  change(changes: Partial<LiveLeaseState>): void {
    this.#become({ ...this.#state, ...changes });
  }

  #become(state: LiveLeaseState): void {
    this.#state = state;
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#shown = this.#state;
      for (const watcher of [...this.#watchers]) watcher();
    }, gatherMs);
  }
}

const leases = new Map<Address, LiveLease>();

/** The tab's session of a lease; `start` it to have it do anything. */
export function liveLease(address: Address): LiveLease {
  const known = leases.get(address);
  if (known !== undefined) return known;
  const lease = new LiveLease(address);
  leases.set(address, lease);
  return lease;
}

function problemOf(error: unknown): LiveLeaseState['problem'] {
  const message = error instanceof Error ? error.message : 'The session of this lease could not begin.';
  const next: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'next') : undefined;
  return { message, next: typeof next === 'string' ? next : 'Reload the page, or try again.' };
}
