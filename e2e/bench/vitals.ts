import { type Page } from '@playwright/test';

/** What a visitor feels of a page. Milliseconds, except the shift of the layout, which has no unit. */
export interface Vitals {
  readonly largestPaintMs: number;
  readonly layoutShift: number;
  /** The slowest answer to an input so far; 0 where there was none. */
  readonly slowestInputMs: number;
}

declare global {
  interface Window {
    pyronetVitals?: { largestPaintMs: number; layoutShift: number; slowestInputMs: number };
  }
}

/** A phone on a slow mobile network, as Lighthouse defines it: four times slower, 1.6 Mbit/s, 150 ms away. */
const slowPhone = {
  cpuSlowdown: 4,
  network: {
    offline: false,
    latency: 562.5,
    downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / 8,
    uploadThroughput: (0.75 * 1024 * 1024 * 0.9) / 8,
  },
} as const;

/** Slows a page down to a cheap phone on a slow mobile network. */
export async function throttle(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', slowPhone.network);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowPhone.cpuSlowdown });
}

/** Slows the processor only, for what happens after the page has come. */
export async function throttleProcessor(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowPhone.cpuSlowdown });
}

/** Watches the next page load. */
export async function watchVitals(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const vitals = { largestPaintMs: 0, layoutShift: 0, slowestInputMs: 0 };
    window.pyronetVitals = vitals;
    // No function in here has a name: what translates this file would have it call a helper that no page has.
    const takers: readonly [type: string, take: (entry: PerformanceEntry) => void][] = [
      ['largest-contentful-paint', (entry) => (vitals.largestPaintMs = entry.startTime)],
      [
        'layout-shift',
        (entry) => {
          const { value, hadRecentInput } = entry as PerformanceEntry & {
            value: number;
            hadRecentInput: boolean;
          };
          if (!hadRecentInput) vitals.layoutShift += value;
        },
      ],
      [
        'event',
        (entry) => {
          const { interactionId } = entry as PerformanceEntry & { interactionId: number };
          if (interactionId > 0) vitals.slowestInputMs = Math.max(vitals.slowestInputMs, entry.duration);
        },
      ],
    ];
    for (const [type, take] of takers) {
      new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
        type,
        buffered: true,
        durationThreshold: 16,
      } as PerformanceObserverInit);
    }
  });
}

export async function readVitals(page: Page): Promise<Vitals> {
  const vitals = await page.evaluate(() => window.pyronetVitals);
  if (vitals === undefined) throw new Error('The page was loaded before anybody watched it.');
  if (vitals.largestPaintMs === 0) throw new Error('Nothing was seen to be painted.');
  return vitals;
}
