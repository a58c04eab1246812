import { chainNow } from '@/lib/index-api/page-feed';

import { createTicker, type OnTick } from './ticker';

const calmIntervalMs = 1_000;
const intervalMs = 200;

let ticker: OnTick | undefined;

/** The page's one ticker: five times a second, once for those who asked for less motion. Browser only. */
export const onPageTick: OnTick = (paint) => (ticker ??= openPageTicker())(paint);

function openPageTicker(): OnTick {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
  return createTicker({
    nowUnixS: chainNow,
    intervalMs: () => (calm.matches ? calmIntervalMs : intervalMs),
    isHidden: () => document.hidden,
    onVisibilityChange: (listener) => document.addEventListener('visibilitychange', listener),
    every: (everyMs, run) => {
      const timer = window.setInterval(run, everyMs);
      return () => window.clearInterval(timer);
    },
  });
}
