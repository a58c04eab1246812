import { chainNow } from '@/lib/index-api/page-feed';

import { createTicker, type OnTick } from './ticker';

const calmIntervalMs = 1_000;
const intervalMs = 200;

let chainTicker: OnTick | undefined;
let ownTicker: OnTick | undefined;

/**
 * The page's one ticker of the chain's time: five times a second, once for those who asked for less motion, and silent
 * until the chain has told the time. Browser only.
 */
export const onPageTick: OnTick = (paint) => (chainTicker ??= openTicker(chainNow))(paint);

/** As `onPageTick`, in seconds since the page was opened: for ages of what was received, chain or no chain. */
export const onOwnTick: OnTick = (paint) =>
  (ownTicker ??= openTicker(() => performance.now() / 1_000))(paint);

function openTicker(nowS: () => number | null): OnTick {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
  return createTicker({
    nowS,
    intervalMs: () => (calm.matches ? calmIntervalMs : intervalMs),
    isHidden: () => document.hidden,
    onVisibilityChange: (listener) => document.addEventListener('visibilitychange', listener),
    every: (everyMs, run) => {
      const timer = window.setInterval(run, everyMs);
      return () => window.clearInterval(timer);
    },
  });
}
