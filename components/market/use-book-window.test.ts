import { describe, expect, it } from 'vitest';

import { windowText } from './use-book-window';

const screenPx = 900;
const rowPx = 60;

function covered(topPx: number): readonly [number, number] {
  const [first = 0, end = 0] = windowText(topPx, screenPx, rowPx).split(':').map(Number);
  return [first, end];
}

describe('the window on a long book', () => {
  it('starts with the first row while the list is below the head of the page', () => {
    expect(covered(400)[0]).toBe(0);
  });

  it('covers everything on the screen wherever the page is scrolled', () => {
    for (let topPx = 0; topPx > -600_000; topPx -= 777) {
      const [first, end] = covered(topPx);
      expect(first * rowPx).toBeLessThanOrEqual(-topPx);
      expect(end * rowPx).toBeGreaterThanOrEqual(-topPx + screenPx);
    }
  });

  it('keeps rows ready beyond both edges, so that scrolling shows no gap', () => {
    const [first, end] = covered(-6_000);
    expect(6_000 / rowPx - first).toBeGreaterThanOrEqual(8);
    expect(end - (6_000 + screenPx) / rowPx).toBeGreaterThanOrEqual(8);
  });

  it('stays small however long the list is', () => {
    const [first, end] = covered(-300_000);
    expect(end - first).toBeLessThan(48);
  });

  it('does not change with every pixel', () => {
    expect(covered(-6_000)).toEqual(covered(-6_050));
  });
});
