import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { EndReason, LeaseState } from '@/lib/pyronet/generated';

import { startLimitMs, TestApp, type WatchedPage } from './app';
import { connectAs, signAndFollow } from './flows';
import { expectSettledToTheAtom, readLease } from './lease-money';
import { readUsdcLedger } from './ledger';
import { flawsInEveryView } from './page-check';

const limitMs = 240_000;
const patienceMs = 90_000;

let app: TestApp;

beforeAll(async () => {
  process.env['PYRONET_MODELS'] = path.resolve('programs/engine/models');
  app = await TestApp.start();
}, startLimitMs);

afterAll(async () => {
  delete process.env['PYRONET_MODELS'];
  await app?.close();
});

async function chooseText(question: string): Promise<WatchedPage> {
  const tab = await app.open(await app.person({ acceptDownloads: true }), '/market');
  await tab.page.getByRole('link', { name: /^Rent CPU at / }).click({ timeout: patienceMs });
  await tab.page.waitForURL('**/rent/*');
  await connectAs(tab.page, 'Ravi');
  await tab.page.getByRole('radio', { name: /^Text/ }).check({ force: true });
  await tab.page.getByLabel('What do you ask?').fill(question, { timeout: patienceMs });
  return tab;
}

describe('a renter of a language model', () => {
  it('reads the answer as it comes, checks it, and pays for it', { timeout: limitMs }, async () => {
    const { page, watch } = await chooseText('where is the cat?');
    await page.getByText('Tokens of the prompt', { exact: true }).waitFor({ timeout: patienceMs });
    expect(await flawsInEveryView(page)).toEqual([]);
    const before = await readUsdcLedger(app.network.client);
    const lease = await signAndFollow(page);
    await page
      .getByText(/^(\d+) of \1 segments$/)
      .first()
      .waitFor({ timeout: patienceMs });
    await expect
      .poll(async () => (await readLease(app.network.client, lease)).state, { timeout: limitMs / 2 })
      .toBe(LeaseState.Settled);
    await page.getByText('completed', { exact: true }).waitFor({ timeout: patienceMs });
    await page.getByText('where is the cat?').waitFor();
    expect(await flawsInEveryView(page)).toEqual([]);

    await page.getByRole('button', { name: 'Compare with the chain' }).click();
    await page.getByText(/^Everything agrees/).waitFor({ timeout: patienceMs });
    for (const button of ['Compute a random segment again', 'Another segment']) {
      await page.getByRole('button', { name: button }).click({ timeout: patienceMs });
    }
    await expect
      .poll(
        () =>
          page
            .getByRole('listitem')
            .filter({ hasText: /^✓ Segment \d+, positions/ })
            .count(),
        {
          timeout: patienceMs,
        },
      )
      .toBe(2);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save text' }).click();
    const text = readFileSync(await (await download).path(), 'utf8');
    expect(text).toMatch(/^[a-z0-9 .,?'\n]+$/);

    const final = await readLease(app.network.client, lease);
    expect(final.endReason).toBe(EndReason.Completed);
    await expectSettledToTheAtom(app.network.client, final, before);
    expect(watch.complaints).toEqual([]);
    await page.close();
  });

  it('is told what cannot be asked', { timeout: limitMs }, async () => {
    const { page, watch } = await chooseText(' ');
    await page.getByText('Write above what you ask.').waitFor({ timeout: patienceMs });
    await page.getByLabel('What do you ask?').fill('Where is the cat?');
    await page
      .getByText(/holds a character that the model has no token for/)
      .waitFor({ timeout: patienceMs });
    await page.getByLabel('What do you ask?').fill('cat '.repeat(300));
    await page.getByText(/more than the 512 that the model was made for/).waitFor({ timeout: patienceMs });
    expect(watch.complaints).toEqual([]);
    await page.close();
  });
});
