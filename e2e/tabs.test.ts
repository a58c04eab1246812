import { type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { oneMachine, startLimitMs, TestApp } from './app';

const limitMs = 120_000;
/** Browsers open at most six connections to one origin; a tab that keeps one for itself would starve the seventh. */
const tabs = 8;

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start(oneMachine);
}, startLimitMs);

afterAll(() => app?.close());

/** Brings a tab to the front or puts it behind the others, as its page sees it: without a screen all are in front. */
async function look(page: Page, atFront: boolean): Promise<void> {
  await page.evaluate((visible) => {
    Object.defineProperty(document, 'hidden', { value: !visible, configurable: true });
    Object.defineProperty(document, 'visibilityState', {
      value: visible ? 'visible' : 'hidden',
      configurable: true,
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }, atFront);
}

it('all of eight tabs of one person are live when looked at', { timeout: limitMs }, async () => {
  const person = await app.person();
  const opened = [];
  for (let tab = 0; tab < tabs; tab += 1) {
    const next = await app.open(person, '/market');
    await next.page.getByText('live', { exact: true }).waitFor();
    await look(next.page, false);
    opened.push(next);
  }
  for (const { page, watch } of opened) {
    await look(page, true);
    await page.getByText('live', { exact: true }).waitFor();
    await look(page, false);
    expect(watch.complaints).toEqual([]);
  }
});
