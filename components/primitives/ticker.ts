/** Paints something for an instant of a clock, in seconds with their fraction; the chain's are unix seconds. */
export type Paint = (nowS: number) => void;

/** What a ticker stands on; a browser in the product, a few lines in a test. */
export interface TickerHost {
  /** The clock, in seconds; `null` before anything was heard of it. */
  readonly nowS: () => number | null;
  readonly intervalMs: () => number;
  readonly isHidden: () => boolean;
  readonly onVisibilityChange: (listener: () => void) => void;
  readonly every: (intervalMs: number, run: () => void) => () => void;
}

/** Starts painting on every tick, at once if the time is known; returns how to stop. */
export type OnTick = (paint: Paint) => () => void;

/**
 * One clock for everything on a page that moves by the second: however many figures tick, there is one timer, it rests
 * while nobody looks, and React takes no part in it.
 */
export function createTicker(host: TickerHost): OnTick {
  const paints = new Set<Paint>();
  let stopTimer: (() => void) | undefined;

  function paintAll(): void {
    const nowS = host.nowS();
    if (nowS !== null) for (const paint of paints) paint(nowS);
  }
  function follow(): void {
    const wanted = paints.size > 0 && !host.isHidden();
    if (wanted && stopTimer === undefined) stopTimer = host.every(host.intervalMs(), paintAll);
    if (!wanted) {
      stopTimer?.();
      stopTimer = undefined;
    }
  }
  host.onVisibilityChange(() => {
    follow();
    if (!host.isHidden()) paintAll();
  });

  return (paint) => {
    paints.add(paint);
    follow();
    const nowS = host.nowS();
    if (nowS !== null) paint(nowS);
    return () => {
      paints.delete(paint);
      follow();
    };
  };
}
