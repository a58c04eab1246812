import { systemClock } from '@/lib/rpc/clock';

import { type Log, problemFacts } from '../log';

const RETRY_FIRST_MS = 500;
const RETRY_LONGEST_MS = 15_000;

/** Something that comes round again and again. */
export interface Duty {
  /** In the words of the log. */
  readonly what: string;
  readonly everyMs: number;
  readonly startAfterMs: number;
  readonly act: () => Promise<void>;
}

/** Does it until `signal` aborts; what fails is logged and tried again sooner, ever more slowly. Never rejects. */
export async function repeat(
  { what, everyMs, startAfterMs, act }: Duty,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  let retryMs = RETRY_FIRST_MS;
  await systemClock.sleep(startAfterMs, signal);
  while (!signal.aborted) {
    let waitMs = everyMs;
    try {
      await act();
      retryMs = RETRY_FIRST_MS;
    } catch (problem) {
      if (!signal.aborted) log.warn(`${what} failed and is tried again`, problemFacts(problem));
      waitMs = Math.min(everyMs, retryMs);
      retryMs = Math.min(retryMs * 2, RETRY_LONGEST_MS);
    }
    await systemClock.sleep(waitMs, signal);
  }
}

/** Resolves when `signal` aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
