import { type KeyPairSigner } from '@solana/kit';
import { type BrowserContext } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { worthlessLocalKey } from '@/lib/pyronet/local-keys';

import { startLimitMs, TestApp } from './app';
import { readUsdcLedger } from './ledger';
import { cheapestOffer, reprice } from './market-hand';

const limitMs = 120_000;
const patienceMs = 20_000;

let app: TestApp;
let visitor: BrowserContext;
let kindling: KeyPairSigner;

beforeAll(async () => {
  app = await TestApp.start();
  visitor = await app.person();
  kindling = await worthlessLocalKey('provider e2e-kindling');
}, startLimitMs);

afterAll(() => app?.close());

describe('a visitor', () => {
  it(
    'finds the cheapest machine of a kind and its quote, without a wallet',
    { timeout: limitMs },
    async () => {
      const ledger = await readUsdcLedger(app.network.client);
      const { page, watch } = await app.open(visitor, '/');
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/rent a gpu/i);
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Market' }).click();
      await page.waitForURL('**/market');
      const offers = page.getByRole('link', { name: /^Rent / });
      await expect.poll(() => offers.count()).toBe(3);

      await page.getByLabel('Search').fill('4090');
      await expect.poll(() => offers.count()).toBe(1);
      await page.reload();
      expect(await page.getByLabel('Search').inputValue()).toBe('4090');
      await expect.poll(() => offers.allTextContents()).toHaveLength(1);

      await page.getByRole('button', { name: 'Clear all filters' }).click();
      await page.getByRole('link', { name: /^Rent CPU at / }).click();
      const { address } = await cheapestOffer(app.network);
      await page.waitForURL(`**/rent/${address}`);
      await page.getByText('0.300 USDC/h').first().waitFor({ timeout: patienceMs });
      expect(watch.complaints).toEqual([]);
      expect(await readUsdcLedger(app.network.client)).toEqual(ledger);
      await page.close();
    },
  );

  it('sees a price change that somebody makes meanwhile', { timeout: limitMs }, async () => {
    const { page, watch } = await app.open(visitor, '/market');
    await page.getByRole('link', { name: 'Rent CPU at 0.30 USDC/h' }).waitFor();
    const { address } = await cheapestOffer(app.network);
    await reprice(app.network, kindling, address, 250_000n);
    await page.getByRole('link', { name: 'Rent CPU at 0.25 USDC/h' }).waitFor({ timeout: patienceMs });
    expect(watch.complaints).toEqual([]);
    await page.close();
  });

  it(
    'is told when the connection is lost, and sees the present again by itself',
    { timeout: limitMs },
    async () => {
      const { page, watch } = await app.open(visitor, '/market');
      await page.getByText('live', { exact: true }).waitFor();
      watch.expect(/net::ERR_.*api\/stream|api\/stream.*net::ERR_/);
      app.lines.app.cut();
      await page.getByText('The connection is lost.').waitFor({ timeout: patienceMs });
      const { address } = await cheapestOffer(app.network);
      await reprice(app.network, kindling, address, 200_000n);
      await page.waitForTimeout(8_000);
      expect(await page.getByRole('link', { name: 'Rent CPU at 0.25 USDC/h' }).count()).toBe(1);
      app.lines.app.mend();
      await page.getByRole('link', { name: 'Rent CPU at 0.20 USDC/h' }).waitFor({ timeout: patienceMs });
      await page.getByText('The connection is lost.').waitFor({ state: 'detached' });
      expect(watch.complaints).toEqual([]);
      await page.close();
    },
  );

  it('is told too when nothing is closed but nothing comes any more', { timeout: limitMs }, async () => {
    const { page, watch } = await app.open(visitor, '/market');
    await page.getByText('live', { exact: true }).waitFor();
    app.lines.app.hold();
    await page.getByText('The connection is lost.').waitFor({ timeout: patienceMs });
    app.lines.app.release();
    await page.getByText('The connection is lost.').waitFor({ state: 'detached', timeout: patienceMs });
    expect(watch.complaints).toEqual([]);
    await page.close();
  });

  it('sees that the figures stand still while the chain does not answer', { timeout: limitMs }, async () => {
    const { page, watch } = await app.open(visitor, '/market');
    await page.getByText('live', { exact: true }).waitFor();
    app.lines.rpc.cut();
    app.lines.ws.cut();
    await page
      .getByText(/chain does not answer|connection is lost/i)
      .first()
      .waitFor({ timeout: patienceMs });
    const { address } = await cheapestOffer(app.network);
    await reprice(app.network, kindling, address, 150_000n);
    app.lines.rpc.mend();
    app.lines.ws.mend();
    await page.getByRole('link', { name: 'Rent CPU at 0.15 USDC/h' }).waitFor({ timeout: 2 * patienceMs });
    expect(watch.complaints).toEqual([]);
    await page.close();
  });
});
