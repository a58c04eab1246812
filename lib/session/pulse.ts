import { type Clock } from '@/lib/rpc/clock';

/** Wakes whoever waits for something to have changed. */
export class Pulse {
  #beat = new AbortController();

  constructor(private readonly clock: Clock) {}

  /** Something changed. */
  readonly beat = (): void => {
    const beating = this.#beat;
    this.#beat = new AbortController();
    beating.abort();
  };

  /**
   * Waits for the next beat from now on. Call it before looking at the state, and await the result after: a change in
   * between is then not missed.
   */
  next(): (atMostMs: number, signal?: AbortSignal) => Promise<void> {
    const beat = this.#beat.signal;
    return (atMostMs, signal) =>
      this.clock.sleep(atMostMs, signal === undefined ? beat : AbortSignal.any([beat, signal]));
  }
}
