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

it('all of eight tabs of one person are live when looked at', { timeout: limitMs }, async () => {
  const person = await app.person();
  const opened = [];
  for (let tab = 0; tab < tabs; tab += 1) opened.push(await app.open(person, '/market'));
  for (const { page, watch } of opened) {
    await page.bringToFront();
    await page.getByText('live', { exact: true }).waitFor();
    expect(watch.complaints).toEqual([]);
  }
});
