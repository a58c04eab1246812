import { readFileSync } from 'node:fs';

import { type Page } from '@playwright/test';
import { type Address } from '@solana/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { EndReason, LeaseState } from '@/lib/pyronet/generated';

import { smallFleet, startLimitMs, TestApp, type WatchedPage } from './app';
import { chooseSmallJob, connectAs, longJob, paidJob, signAndFollow, type SmallJob } from './flows';
import { expectSettledToTheAtom, readLease } from './lease-money';
import { type Ledger, readUsdcLedger } from './ledger';
import { cheapestOffer } from './market-hand';
import { referencePicture } from './reference-picture';

const limitMs = 240_000;
const patienceMs = 90_000;

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
}, startLimitMs);

afterAll(() => app?.close());

interface Opened extends WatchedPage {
  readonly lease: Address;
  readonly before: Ledger;
}

/** From the market to the lease's page, with one signature. */
async function rent(persona: string, job: SmallJob): Promise<Opened> {
  const tab = await app.open(await app.person({ acceptDownloads: true }), '/market');
  await tab.page.getByRole('link', { name: /^Rent CPU at / }).click({ timeout: patienceMs });
  await tab.page.waitForURL('**/rent/*');
  await connectAs(tab.page, persona);
  await chooseSmallJob(tab.page, job);
  const before = await readUsdcLedger(app.network.client);
  return { ...tab, before, lease: await signAndFollow(tab.page) };
}

/** Rents, and kills the machine in the middle of the job; resolves when the page says that billing has stopped. */
async function rentAndLoseMachine(persona: string): Promise<Opened> {
  const opened = await rent(persona, longJob);
  const { page, watch } = opened;
  await page
    .getByText(/^[1-9]\d* of \d+ tiles/)
    .first()
    .waitFor({ timeout: patienceMs });
  watch.expect(/net::ERR_|answered 50\d|status of 50\d/);
  await app.network.killWorker();
  await app.network.travel(70);
  await page.getByText(/Billing has stopped/).waitFor({ timeout: patienceMs });
  return opened;
}

async function claimTheRest(page: Page, lease: Address): Promise<void> {
  const { funded, released } = await readLease(app.network.client, lease);
  await page.getByRole('button', { name: 'Claim' }).click({ timeout: patienceMs });
  await expect
    .poll(async () => (await readLease(app.network.client, lease)).renterClaimed, { timeout: patienceMs })
    .toBe(funded - released);
}

const inState = (lease: Address, state: LeaseState) =>
  expect
    .poll(async () => (await readLease(app.network.client, lease)).state, { timeout: patienceMs })
    .toBe(state);

const settled = (lease: Address) =>
  expect
    .poll(async () => (await readLease(app.network.client, lease)).state, { timeout: limitMs / 2 })
    .toBe(LeaseState.Settled);

describe('a renter', () => {
  it('gets the picture, checks it, and pays for it to the atom', { timeout: limitMs }, async () => {
    const { page, watch, lease, before } = await rent('Rae', paidJob);
    await page.getByText('24 of 24 tiles').first().waitFor({ timeout: patienceMs });
    await settled(lease);
    await page.getByText('completed', { exact: true }).waitFor({ timeout: patienceMs });

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download PNG' }).click();
    const picture = readFileSync(await (await download).path());
    const { widthPx: width, heightPx: height, tileEdgePx: tileEdge, samples } = paidJob;
    const settings = { width, height, tileEdge, samples, bounces: 6, seed: 1n };
    expect(picture.equals(await referencePicture(settings))).toBe(true);

    await page.getByRole('button', { name: 'Compare with the chain' }).click();
    await page.getByText(/^Everything agrees/).waitFor({ timeout: patienceMs });
    await page.getByRole('button', { name: 'Compute a random tile again' }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: /^✓ .*tile/i })
      .first()
      .waitFor({ timeout: patienceMs });

    const final = await readLease(app.network.client, lease);
    expect(final.endReason).toBe(EndReason.Completed);
    expect(final.released).toBeGreaterThan(0n);
    await expectSettledToTheAtom(app.network.client, final, before);
    expect(watch.complaints).toEqual([]);
    await page.close();
  });

  it(
    'sees the cost tick, stops early, and gets the rest back to the atom',
    { timeout: limitMs },
    async () => {
      const { page, watch, lease, before } = await rent('Ravi', longJob);
      await page
        .getByText(/^[1-9]\d* of \d+ tiles/)
        .first()
        .waitFor({ timeout: patienceMs });
      const cost = page
        .getByRole('heading', { name: 'Cost so far' })
        .locator('xpath=following-sibling::p[1]');
      const shown = await cost.textContent();
      await expect.poll(() => cost.textContent(), { timeout: patienceMs }).not.toBe(shown);

      await page.getByRole('button', { name: 'Stop early' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Stop now' }).click();
      await settled(lease);
      const final = await readLease(app.network.client, lease);
      expect(final.endReason).toBe(EndReason.Stopped);
      expect(final.released).toBeLessThan(final.funded);
      await expectSettledToTheAtom(app.network.client, final, before);
      await page.getByText('stopped', { exact: true }).first().waitFor({ timeout: patienceMs });
      expect(watch.complaints).toEqual([]);
      await page.close();
    },
  );

  it('may watch in two tabs, and close the one that signs', { timeout: limitMs }, async () => {
    const first = await rent('Rae', longJob);
    await first.page.getByText(/This tab checks every tile/).waitFor({ timeout: patienceMs });
    const second = await app.open(first.page.context(), `/lease/${first.lease}`);
    await second.page.getByText(/Another tab of this browser signs/).waitFor({ timeout: patienceMs });
    await first.page.close();
    await second.page.getByText(/This tab checks every tile/).waitFor({ timeout: patienceMs });
    await settled(first.lease);
    const final = await readLease(app.network.client, first.lease);
    expect(final.endReason).toBe(EndReason.Completed);
    await expectSettledToTheAtom(app.network.client, final, first.before);
    expect([...first.watch.complaints, ...second.watch.complaints]).toEqual([]);
    await second.page.close();
  });

  it('may close the page in the middle and come back', { timeout: limitMs }, async () => {
    const { page, lease, before, watch } = await rent('Ravi', longJob);
    await page
      .getByText(/^[1-9]\d* of \d+ tiles/)
      .first()
      .waitFor({ timeout: patienceMs });
    const browser = page.context();
    await page.close();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const again = await app.open(browser, `/lease/${lease}`);
    await settled(lease);
    await again.page.getByRole('button', { name: 'Download PNG' }).waitFor({ timeout: patienceMs });
    const final = await readLease(app.network.client, lease);
    expect(final.endReason).toBe(EndReason.Completed);
    await expectSettledToTheAtom(app.network.client, final, before);
    expect([...watch.complaints, ...again.watch.complaints]).toEqual([]);
    await again.page.close();
  });

  it('whose machine dies may ask it for a sign of life, and fails it', { timeout: limitMs }, async () => {
    const { page, watch, lease } = await rentAndLoseMachine('Ravi');
    await page.getByRole('button', { name: 'Ask for a sign of life' }).click({ timeout: patienceMs });
    await page.getByText('The provider was asked for a sign of life').waitFor({ timeout: patienceMs });
    await app.network.travel(70);
    await page.getByRole('button', { name: 'End the wait' }).click({ timeout: patienceMs });
    await inState(lease, LeaseState.Stopping);
    await page.getByRole('heading', { name: 'Ended: the provider failed' }).waitFor({ timeout: patienceMs });
    await app.network.travel(3_600);
    await page.getByRole('button', { name: 'End the wait' }).click({ timeout: patienceMs });
    await settled(lease);
    expect((await readLease(app.network.client, lease)).endReason).toBe(EndReason.Failed);
    await claimTheRest(page, lease);
    expect(watch.complaints).toEqual([]);
    await page.close();
    await smallFleet(app);
  });

  it('whose machine dies is billed no further, and gets out alone', { timeout: limitMs }, async () => {
    const { page, watch, lease, before } = await rentAndLoseMachine('Rae');
    const silent = await readLease(app.network.client, lease);
    await page.getByRole('button', { name: 'Stop early' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop now' }).click();
    await page.getByRole('button', { name: 'Stop with your wallet' }).click({ timeout: patienceMs });
    await inState(lease, LeaseState.Stopping);
    await app.network.travel(3_600);
    await page.getByRole('button', { name: 'End the wait' }).click({ timeout: patienceMs });
    await settled(lease);
    expect((await readLease(app.network.client, lease)).coveredS).toBe(silent.coveredS);
    await claimTheRest(page, lease);
    expect(before.size).toBeGreaterThan(0);
    expect(watch.complaints).toEqual([]);
    expect((await cheapestOffer(app.network).catch(() => null))?.address).toBeUndefined();
  });
});
