import { describe, expect, test, vi } from 'vitest';

import { WorkFloor } from './work-floor';

const asleep = (): void => undefined;

describe('seats', () => {
  test('are given until there are none, once to each lease', () => {
    const floor = new WorkFloor(3);
    expect(floor.take('a', 1, asleep)).toBe(true);
    expect(floor.take('a', 1, asleep)).toBe(true);
    expect(floor.take('b', 2, asleep)).toBe(true);
    expect(floor.take('c', 1, asleep)).toBe(false);
    expect(floor.taken).toBe(3);
  });

  test('are given in the order in which leases asked, so that one of many seats is not passed by', () => {
    const floor = new WorkFloor(2);
    floor.take('a', 1, asleep);
    expect(floor.take('wide', 2, asleep)).toBe(false);
    expect(floor.take('late', 1, asleep)).toBe(false);
    floor.release('a');
    expect(floor.take('late', 1, asleep)).toBe(false);
    expect(floor.take('wide', 2, asleep)).toBe(true);
  });

  test('that come free wake the one whose turn it is', () => {
    const floor = new WorkFloor(1);
    const [wake, wakeLater] = [vi.fn(), vi.fn()];
    floor.take('a', 1, asleep);
    floor.take('b', 1, wake);
    floor.take('c', 1, wakeLater);
    floor.release('a');
    expect([wake.mock.calls.length, wakeLater.mock.calls.length]).toEqual([1, 0]);
    floor.release('b');
    expect(wakeLater).toHaveBeenCalledOnce();
  });

  test('of leases from before a restart count even beyond the number', () => {
    const floor = new WorkFloor(1);
    floor.keep('a', 1);
    floor.keep('b', 1);
    expect(floor.take('c', 1, asleep)).toBe(false);
    floor.release('a');
    expect(floor.take('c', 1, asleep)).toBe(false);
    floor.release('b');
    expect(floor.take('c', 1, asleep)).toBe(true);
  });
});
