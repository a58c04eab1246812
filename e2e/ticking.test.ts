import { type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { type AsOf } from '@/lib/index-api/shapes';

import { noMachines, startLimitMs, TestApp } from './app';
import { manyRunningLeases } from './fixtures/many-leases';
import { connectAs } from './flows';
import { commits, countCommits } from './react-commits';

const limitMs = 120_000;
const amounts = 200;
const watchedMs = 3_000;
const settledMs = 3_000;
const windowsMax = 5;

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start(noMachines);
}, startLimitMs);

afterAll(() => app?.close());

/** Changes of text on the page while `watchedMs` pass. */
async function textChanges(page: Page): Promise<number> {
  return page.evaluate(async (ms) => {
    let changes = 0;
    const observer = new MutationObserver((records) => (changes += records.length));
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    await new Promise((resolve) => setTimeout(resolve, ms));
    observer.disconnect();
    return changes;
  }, watchedMs);
}

/**
 * What happens in a window in which the stream says nothing, so that whatever moves is the ticker's. On a busy computer
 * a window can last until the page notices the silence, which is a commit.
 */
async function watchTicking(page: Page): Promise<{ readonly changes: number; readonly commits: number }> {
  app.lines.app.hold();
  await page.waitForTimeout(500);
  const before = await commits(page);
  const changes = await textChanges(page);
  const after = await commits(page);
  app.lines.app.release();
  return { changes, commits: after - before };
}

it('two hundred amounts tick without one commit of React', { timeout: limitMs }, async () => {
  const { page, watch } = await app.tab(await app.person());
  await countCommits(page);
  await page.route('**/api/leases?renter=*', async (route) => {
    const market = (await (await fetch(`${app.url}/api/market`)).json()) as {
      as_of: Record<string, unknown>;
    };
    const { slot, chain_unix_s } = market.as_of;
    const asOf = {
      ...market.as_of,
      slot: BigInt(String(slot)),
      chain_unix_s: BigInt(String(chain_unix_s)),
    } as unknown as AsOf;
    const renter = new URL(route.request().url()).searchParams.get('renter') ?? '';
    await route.fulfill({
      contentType: 'application/json',
      body: manyRunningLeases(amounts, renter, asOf),
    });
  });
  await page.goto(`${app.url}/leases`);
  await connectAs(page, 'Rae');
  await page.getByText('Provider 199').waitFor();
  // What a page does once after a wallet has come is done by then.
  await page.waitForTimeout(settledMs);
  // A page of which each tick were a commit would have one in every window.
  let seen = await watchTicking(page);
  for (let more = 1; seen.commits > 0 && more < windowsMax; more += 1) {
    await page.waitForTimeout(settledMs);
    seen = await watchTicking(page);
  }
  expect(seen.changes).toBeGreaterThanOrEqual(amounts);
  expect(seen.commits).toBe(0);
  expect(await commits(page)).toBeGreaterThan(0);
  expect(watch.complaints).toEqual([]);
});
