import { describe, expect, it } from 'vitest';

import { createTicker } from './ticker';

function fakeHost() {
  let run: (() => void) | undefined;
  let look: () => void = () => undefined;
  const host = {
    now: 100 as number | null,
    hidden: false,
    timers: 0,
    nowS: () => host.now,
    intervalMs: () => 200,
    isHidden: () => host.hidden,
    onVisibilityChange: (listener: () => void) => {
      look = listener;
    },
    every: (_intervalMs: number, next: () => void) => {
      run = next;
      host.timers += 1;
      return () => {
        run = undefined;
        host.timers -= 1;
      };
    },
    tick: () => run?.(),
    setHidden: (hidden: boolean) => {
      host.hidden = hidden;
      look();
    },
  };
  return host;
}

describe('the ticker', () => {
  it('moves two hundred figures with one timer', () => {
    const host = fakeHost();
    const onTick = createTicker(host);
    const seen: number[] = [];
    for (let index = 0; index < 200; index += 1) onTick((now) => (seen[index] = now));
    host.now = 101.2;
    host.tick();
    expect(host.timers).toBe(1);
    expect(new Set(seen)).toEqual(new Set([101.2]));
  });

  it('rests while nobody looks and catches up when somebody does', () => {
    const host = fakeHost();
    let seen = 0;
    createTicker(host)((now) => (seen = now));
    host.setHidden(true);
    expect(host.timers).toBe(0);
    host.now = 160;
    host.setHidden(false);
    expect([host.timers, seen]).toEqual([1, 160]);
  });

  it('has no timer once the last figure is gone', () => {
    const host = fakeHost();
    const onTick = createTicker(host);
    const stops = [onTick(() => undefined), onTick(() => undefined)];
    stops.forEach((stop) => stop());
    expect(host.timers).toBe(0);
  });

  it('paints nothing before the chain has told the time', () => {
    const host = fakeHost();
    host.now = null;
    let painted = 0;
    createTicker(host)(() => (painted += 1));
    host.tick();
    expect(painted).toBe(0);
  });
});
