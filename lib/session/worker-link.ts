import { type Endpoint } from '@/lib/blobs/lease-client';
import { type Clock } from '@/lib/rpc/clock';

import { reachWorker } from './reach-worker';
import { type SessionEvent } from './session-event';

export interface WorkerLinkOptions {
  /** Addresses to try, best first; asked again after every loss, since a provider may move. */
  readonly addresses: () => Promise<readonly string[]>;
  readonly expected: Parameters<typeof reachWorker>[1];
  readonly clock: Clock;
  readonly onEvent: (event: SessionEvent) => void;
  readonly signal: AbortSignal;
}

const searchEveryMs = 1_000;
const answerWithinMs = 5_000;

/** The way to the worker, found again whenever it is lost. */
export class WorkerLink {
  #endpoint: Endpoint | null = null;
  #search: Promise<Endpoint | null> | null = null;

  constructor(private readonly options: WorkerLinkOptions) {}

  /** The endpoint in use, or null while there is none. */
  get endpoint(): Endpoint | null {
    return this.#endpoint;
  }

  /** Searches until the worker answers; null when the session ended before. */
  reach(): Promise<Endpoint | null> {
    if (this.#endpoint !== null) return Promise.resolve(this.#endpoint);
    this.#search ??= this.#searchOn().finally(() => (this.#search = null));
    return this.#search;
  }

  /** This endpoint failed; another, or the same, is searched for by the next `reach`. */
  lose(endpoint: Endpoint): void {
    if (this.#endpoint !== endpoint) return;
    this.#endpoint = null;
    this.options.onEvent({ type: 'worker', url: null });
  }

  async #searchOn(): Promise<Endpoint | null> {
    const { addresses, expected, clock, onEvent, signal } = this.options;
    while (!signal.aborted) {
      const urls = await addresses().catch(() => []);
      const reached = await reachWorker(urls, expected, { signal, answerWithinMs });
      if (reached !== null) {
        this.#endpoint = reached.endpoint;
        onEvent({ type: 'worker', url: reached.endpoint.url });
        return reached.endpoint;
      }
      await clock.sleep(searchEveryMs, signal);
    }
    return null;
  }
}
