import { type Address } from '@solana/kit';

import { type Segment } from '@/lib/engine/engine';
import { type ResultInTheMaking } from '@/lib/engine/outline/job-outline';

import { type PreparedCommission } from '../commission';
import { type DeliveredSegment } from '../delivery';
import { type LeftState } from '../left-state';
import { type SessionEvent } from '../session-event';
import { afterEvent } from './after-event';
import { goThroughLease } from './go-through-lease';
import { type FinishedResult } from './kept-lease';
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
  #making: ResultInTheMaking | null = null;
  #finished: FinishedResult | null = null;
  readonly #left: LeftState[] = [];
  readonly #watchers = new Set<() => void>();
  readonly #painters = new Set<(segment: Segment) => void>();

  constructor(readonly address: Address) {}

  /** For `useSyncExternalStore`. */
  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };
  readonly read = (): LiveLeaseState => this.#shown;

  /** The result so far, as canonical bytes; null before the job is known. */
  get result(): Uint8Array | null {
    return this.#finished?.result ?? this.#making?.bytes() ?? null;
  }

  /** Segments that are here, in order; `read` may tell a moment later. */
  get delivered(): number {
    return this.#state.delivered;
  }

  /** What each segment left, where the job carries state, as far as they are here. */
  get left(): readonly LeftState[] {
    return this.#finished?.left ?? this.#left;
  }

  /** Calls `paint` for each segment that arrives from now on. */
  onSegment(paint: (segment: Segment) => void): () => void {
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

  /** For the session: the job is known, and its result where the lease is over. */
  setCommission(commission: PreparedCommission, finished: FinishedResult | null): void {
    const { outline, plan } = commission;
    this.#making ??= outline.beginResult();
    this.#finished ??= finished;
    const delivered = finished === null ? this.#state.delivered : plan.segmentCount;
    const deliveredUnits = plan.cumulativeUnits[delivered - 1] ?? 0n;
    this.change({ commission, delivered, deliveredUnits });
  }

  /** For the session: something happened. */
  readonly see = (event: SessionEvent): void => {
    if (event.type === 'delivered') this.#take(event);
    this.#become(afterEvent(this.#state, event));
  };

  /** A session that begins anew delivers again what is here already. */
  #take({ segment, left, ending }: DeliveredSegment): void {
    if (segment.index < this.#state.delivered) return;
    this.#making?.place(segment.index, segment.output);
    if (left !== null) this.#left.push(left);
    if (ending !== null) this.#making?.placeState(ending);
    for (const paint of this.#painters) paint(segment);
  }

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
