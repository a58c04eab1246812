import { type Clock, systemClock } from '@/lib/rpc/clock';

import { type ClockRequest } from './clock-message';

let shared: Clock | undefined;

/**
 * The tab's clock that goes on while the tab is hidden. Browsers let timers of a hidden page fire once a minute at last,
 * which is as long as a lease's interval; a session that waited by them would leave gaps in the time it vouches for.
 */
export function backgroundClock(): Clock {
  shared ??= openClock();
  return shared;
}

function openClock(): Clock {
  const waiting = new Map<number, () => void>();
  let last = 0;
  let works = true;
  const worker = new Worker(new URL('./clock-worker.ts', import.meta.url), { type: 'module' });
  const tell = (request: ClockRequest): void => worker.postMessage(request);
  worker.addEventListener('message', ({ data }: MessageEvent<number>) => waiting.get(data)?.());
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    works = false;
    for (const wake of [...waiting.values()]) wake();
  });
  return {
    now: systemClock.now,
    sleep: (ms, signal) => {
      if (!works) return systemClock.sleep(ms, signal);
      return new Promise((resolve) => {
        if (signal?.aborted === true) {
          resolve();
          return;
        }
        const id = ++last;
        const finish = (): void => {
          waiting.delete(id);
          signal?.removeEventListener('abort', leave);
          resolve();
        };
        const leave = (): void => {
          tell({ id, cancelled: true });
          finish();
        };
        waiting.set(id, finish);
        signal?.addEventListener('abort', leave);
        tell({ id, ms: Math.max(0, ms) });
      });
    },
  };
}
