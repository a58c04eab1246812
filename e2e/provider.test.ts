import { type Address } from '@solana/kit';
import { findAssociatedTokenPda, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { type BrowserContext } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { formatUsdc } from '@/lib/domain/usdc';
import {
  fetchLease,
  fetchMaybeOffer,
  fetchProvider,
  findProviderPda,
  LeaseState,
} from '@/lib/pyronet/generated';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';
import { personaKeyName } from '@/lib/pyronet/local-personas';
import { fetchNetwork } from '@/lib/pyronet/network';
import { readOpenOffers } from '@/lib/queries/open-offers';

import { startLimitMs, TestApp, type WatchedPage } from './app';
import { choosePersona, chooseSmallJob, connectAs, signAndFollow } from './flows';
import { moves, readUsdcLedger, total } from './ledger';

const limitMs = 240_000;
const patienceMs = 60_000;
const confirmed = { commitment: 'confirmed' } as const;

let app: TestApp;
let pia: { readonly wallet: Address; readonly provider: Address; readonly usdc: Address };
let desk: WatchedPage;
let renters: BrowserContext;

// One story: each test goes on where the one before ended.
beforeAll(async () => {
  app = await TestApp.start();
  const { address: wallet } = await worthlessLocalKey(personaKeyName('pia'));
  const { usdcMint: mint } = await fetchNetwork(app.network.client.rpc);
  const [provider] = await findProviderPda({ authority: wallet });
  const [usdc] = await findAssociatedTokenPda({ owner: wallet, mint, tokenProgram: TOKEN_PROGRAM_ADDRESS });
  pia = { wallet, provider, usdc };
  desk = await app.open(await app.person(), '/provider');
  renters = await app.person();
}, startLimitMs);

afterAll(() => app?.close());

async function ownOffer() {
  const offers = await readOpenOffers(app.network.client);
  return offers.find(({ offer }) => offer.provider === pia.provider);
}

describe('a provider', () => {
  it('goes to the market with one signature, at a price of their own', { timeout: limitMs }, async () => {
    const { page, watch } = desk;
    await page.getByRole('button', { name: 'Connect a wallet' }).click();
    await choosePersona(page, 'Pia');
    await page.getByRole('button', { name: 'Use this computer' }).click({ timeout: patienceMs });
    const price = page.getByRole('textbox', { name: 'Price' });
    await price.fill('0.5');
    const before = await readUsdcLedger(app.network.client);
    await page.getByRole('button', { name: 'Register, stake, bond and list' }).click();
    await expect.poll(async () => (await ownOffer())?.pricePerHour, { timeout: patienceMs }).toBe(500_000n);

    const { data } = await fetchProvider(app.network.client.rpc, pia.provider, confirmed);
    expect(data.stake).toBeGreaterThan(0n);
    const after = await readUsdcLedger(app.network.client);
    expect(moves(before, after).get(pia.usdc)).toBe(-data.bondFree);
    expect(total(after)).toBe(total(before));
    await page.getByText('live', { exact: true }).first().waitFor({ timeout: patienceMs });
    expect(watch.complaints).toEqual([]);
  });

  it('changes the price', { timeout: limitMs }, async () => {
    const { page, watch } = desk;
    await page.getByRole('button', { name: 'Change price' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change the price' });
    await dialog.getByLabel('New price').fill('0.4');
    await dialog.getByRole('button', { name: 'Ask 0.40 USDC/h' }).click();
    await dialog.waitFor({ state: 'detached', timeout: patienceMs });
    expect((await ownOffer())?.pricePerHour).toBe(400_000n);
    expect(watch.complaints).toEqual([]);
  });

  it(
    'is rented by somebody else, serves, and is paid what the chain says',
    { timeout: limitMs },
    async () => {
      const offer = await ownOffer();
      const { page, watch } = await app.open(renters, `/rent/${offer?.address ?? ''}`);
      await connectAs(page, 'Rae');
      await chooseSmallJob(page);
      const before = await readUsdcLedger(app.network.client);
      const lease = await signAndFollow(page);
      const read = async () => (await fetchLease(app.network.client.rpc, lease, confirmed)).data;
      await expect
        .poll(async () => (await read()).providerClaimed, { timeout: limitMs / 2 })
        .toBeGreaterThan(0n);
      await expect.poll(async () => (await read()).state, { timeout: patienceMs }).toBe(LeaseState.Settled);
      const { providerClaimed } = await read();
      const paid = async () => moves(before, await readUsdcLedger(app.network.client)).get(pia.usdc);
      await expect.poll(paid, { timeout: patienceMs }).toBe(providerClaimed);
      await desk.page
        .locator('#money')
        .getByText(formatUsdc(providerClaimed))
        .first()
        .waitFor({ timeout: patienceMs });
      expect(watch.complaints).toEqual([]);
      expect(desk.watch.complaints).toEqual([]);
    },
  );

  it('withdraws the offer, after which nobody can take it', { timeout: limitMs }, async () => {
    const { page, watch } = desk;
    const offer = await ownOffer();
    await page.getByRole('button', { name: 'Withdraw offer' }).click();
    const dialog = page.getByRole('dialog', { name: 'Withdraw the offer' });
    await dialog.getByRole('button', { name: 'Withdraw the offer' }).click();
    await dialog.waitFor({ state: 'detached', timeout: patienceMs });
    expect(await ownOffer()).toBeUndefined();
    const account = await fetchMaybeOffer(app.network.client.rpc, offer?.address ?? pia.wallet, confirmed);
    expect(account.exists).toBe(false);
    expect(watch.complaints).toEqual([]);
  });
});
