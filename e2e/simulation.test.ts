import { readFileSync } from 'node:fs';

import { type Page } from '@playwright/test';
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
  app = await TestApp.start();
}, startLimitMs);

afterAll(() => app?.close());

async function chooseSimulation(): Promise<WatchedPage> {
  const tab = await app.open(await app.person({ acceptDownloads: true }), '/market');
  await tab.page.getByRole('link', { name: /^Rent CPU at / }).click({ timeout: patienceMs });
  await tab.page.waitForURL('**/rent/*');
  await connectAs(tab.page, 'Rae');
  await tab.page.getByRole('radio', { name: /^Simulation/ }).check({ force: true });
  await tab.page.getByRole('radio', { name: /^Glimpse/ }).check({ force: true, timeout: patienceMs });
  return tab;
}

async function saved(page: Page, button: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  return readFileSync(await (await download).path(), 'utf8');
}

describe('a renter of a simulation', () => {
  it(
    'sees it run, checks it, pays for it, and goes on from where it ended',
    { timeout: limitMs },
    async () => {
      const { page, watch } = await chooseSimulation();
      await page.getByText('500', { exact: true }).waitFor({ timeout: patienceMs });
      expect(await flawsInEveryView(page)).toEqual([]);
      const before = await readUsdcLedger(app.network.client);
      const lease = await signAndFollow(page);
      await page.getByText('20 of 20 segments').first().waitFor({ timeout: patienceMs });
      await expect
        .poll(async () => (await readLease(app.network.client, lease)).state, { timeout: limitMs / 2 })
        .toBe(LeaseState.Settled);
      await page.getByText('completed', { exact: true }).waitFor({ timeout: patienceMs });
      await page.getByRole('img', { name: /^Positions of 500 atoms after step 1,000/ }).waitFor();
      for (const quantity of ['Temperature', 'Pressure', 'Distances', 'Energy']) {
        await page.getByRole('button', { name: quantity }).click();
      }
      expect(await flawsInEveryView(page)).toEqual([]);

      await page.getByRole('button', { name: 'Compare with the chain' }).click();
      await page.getByText(/^Everything agrees/).waitFor({ timeout: patienceMs });
      for (const button of ['Compute a random segment again', 'Another segment', 'Another segment']) {
        await page.getByRole('button', { name: button }).click({ timeout: patienceMs });
      }
      await expect
        .poll(
          () =>
            page
              .getByRole('listitem')
              .filter({ hasText: /^✓ Segment \d+, steps/ })
              .count(),
          {
            timeout: patienceMs,
          },
        )
        .toBe(3);

      const energies = (await saved(page, 'Energies (CSV)')).trim().split('\n');
      expect(energies[0]).toBe('step,time,temperature,potential_energy,total_energy,pressure');
      const totals = energies.slice(1).map((line) => Number(line.split(',')[4]));
      expect(totals).toHaveLength(501);
      for (const total of totals) expect(total).toBeCloseTo(totals[0] ?? 0, 1);
      const trajectory = await saved(page, 'Trajectory (XYZ)');
      expect(trajectory.match(/Step=/g)).toHaveLength(21);

      const final = await readLease(app.network.client, lease);
      expect(final.endReason).toBe(EndReason.Completed);
      await expectSettledToTheAtom(app.network.client, final, before);

      const file = await saved(page, 'Final state (XYZ)');
      const again = await chooseSimulation();
      await again.page
        .getByLabel('Choose your own file')
        .setInputFiles({ name: 'final.xyz', mimeType: 'chemical/x-xyz', buffer: Buffer.from(file) });
      await again.page.getByText(/^Ready to simulate/).waitFor({ timeout: patienceMs });
      await signAndFollow(again.page);
      await again.page.getByText('20 of 20 segments').first().waitFor({ timeout: patienceMs });
      const goesOn = (await saved(again.page, 'Energies (CSV)')).split('\n');
      // The atoms go on with the energy that they ended with.
      expect(Number(goesOn[1]?.split(',')[4])).toBeCloseTo(totals.at(-1) ?? 0, 3);
      expect([...watch.complaints, ...again.watch.complaints]).toEqual([]);
    },
  );

  it('is told what is wrong with a file or a setting', { timeout: limitMs }, async () => {
    const { page, watch } = await chooseSimulation();
    const drop = page.getByLabel('Choose your own file');
    const offer = (text: string) =>
      drop.setInputFiles({ name: 'atoms.xyz', mimeType: 'chemical/x-xyz', buffer: Buffer.from(text) });
    await offer('not a number\n');
    await page
      .getByText('The first line is not a number of atoms. (line 1)')
      .waitFor({ timeout: patienceMs });
    await offer('');
    await page.getByText('The file is empty.').waitFor({ timeout: patienceMs });
    await page.getByRole('group').filter({ hasText: 'Advanced' }).locator('summary').click();
    await page.getByLabel('Time step').fill('half');
    await page.getByText('Enter a number, with a point.').waitFor({ timeout: patienceMs });
    await page.getByText('Some settings above need another value.').waitFor({ timeout: patienceMs });
    await page.getByLabel('Time step').fill('0.004');
    await page.getByLabel('Cells along an edge').fill('2');
    await page.getByText(/cutoff is larger than half the box/).waitFor({ timeout: patienceMs });
    expect(watch.complaints).toEqual([]);
  });
});
