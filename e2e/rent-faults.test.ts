import { type Address } from '@solana/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { leaseFilters } from '@/lib/pyronet/account-filters';
import { fetchLease, fetchOffer, findProviderPda, PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';
import { readOpenOffers } from '@/lib/queries/open-offers';

import { startLimitMs, TestApp, type WatchedPage } from './app';
import { chooseSmallJob, connectAs, rentButton, signAndFollow } from './flows';
import { moves, readUsdcLedger } from './ledger';
import { reprice } from './market-hand';

const limitMs = 240_000;
const patienceMs = 60_000;
const confirmed = { commitment: 'confirmed' } as const;

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
}, startLimitMs);

afterAll(() => app?.close());

/** The offer of a machine of the fleet. */
async function offerOf(machine: string): Promise<Address> {
  const { address: authority } = await worthlessLocalKey(`provider ${machine}`);
  const [provider] = await findProviderPda({ authority });
  const offers = await readOpenOffers(app.network.client);
  const own = offers.find(({ offer }) => offer.provider === provider);
  if (own === undefined) throw new Error(`${machine} offers nothing`);
  return own.address;
}

/** Somebody with a connected wallet and a small job, one click before signing. */
async function aboutToSign(persona: string, offer: Address): Promise<WatchedPage> {
  const tab = await app.open(await app.person(), `/rent/${offer}`);
  await connectAs(tab.page, persona);
  await chooseSmallJob(tab.page);
  await rentButton(tab.page)
    .and(tab.page.locator(':not([aria-disabled=true])'))
    .waitFor({ timeout: patienceMs });
  return tab;
}

async function leasesOf(offer: Address): Promise<readonly Address[]> {
  const rows = await app.network.client.rpc
    .getProgramAccounts(PYRONET_PROGRAM_ADDRESS, {
      encoding: 'base64',
      commitment: 'confirmed',
      filters: leaseFilters({ offer }),
    })
    .send();
  return rows.map(({ pubkey }) => pubkey);
}

describe('while a quote is open', () => {
  it('a raise that begins to hold needs the renter’s word', { timeout: limitMs }, async () => {
    const offer = await offerOf('e2e-lanternworks');
    const { page, watch } = await aboutToSign('Rae', offer);
    const before = await readUsdcLedger(app.network.client);
    await reprice(app.network, await worthlessLocalKey('provider e2e-lanternworks'), offer, 500_000n);
    await page
      .getByText(/0\.50? USDC/)
      .first()
      .waitFor({ timeout: patienceMs });
    await app.network.travel(60);
    const agree = page.getByRole('button', { name: /^Agree to/ });
    await agree.waitFor({ timeout: patienceMs });
    expect(await rentButton(page).getAttribute('aria-disabled')).toBe('true');
    await rentButton(page).click({ force: true });
    expect(await leasesOf(offer)).toEqual([]);
    expect(moves(before, await readUsdcLedger(app.network.client)).size).toBe(0);

    await agree.click();
    const lease = await signAndFollow(page);
    const { data } = await fetchLease(app.network.client.rpc, lease, confirmed);
    expect(data.ratePerHour).toBe(500_000n);
    expect(watch.complaints).toEqual([]);
    await page.close();
  });

  it('the last seat that somebody else takes is not sold twice', { timeout: limitMs }, async () => {
    const offer = await offerOf('e2e-nightforge');
    const slow = await aboutToSign('Rae', offer);
    const quick = await aboutToSign('Ravi', offer);
    const lease = await signAndFollow(quick.page);
    const before = await readUsdcLedger(app.network.client);
    await slow.page
      .getByRole('alert')
      .filter({ hasText: /GPU/ })
      .or(slow.page.getByText(/no longer listed|GPUs? free|taken/i))
      .first()
      .waitFor({ timeout: patienceMs });
    expect(await rentButton(slow.page).getAttribute('aria-disabled')).toBe('true');
    expect(await leasesOf(offer)).toEqual([lease]);
    const { data } = await fetchLease(app.network.client.rpc, lease, confirmed);
    expect(moves(before, await readUsdcLedger(app.network.client)).get(data.vault) ?? 0n).toBeLessThanOrEqual(
      0n,
    );
    expect([...slow.watch.complaints, ...quick.watch.complaints]).toEqual([]);
    await slow.page.close();
    await quick.page.close();
  });

  it(
    'a chain that falls silent is named, and the quote comes back by itself',
    { timeout: limitMs },
    async () => {
      const { page, watch } = await aboutToSign('Rae', await offerOf('e2e-kindling'));
      watch.expect(/net::ERR_/);
      app.lines.rpc.cut();
      app.lines.ws.cut();
      await page
        .getByText(/chain does not answer/i)
        .first()
        .waitFor({ timeout: patienceMs });
      await page.waitForTimeout(10_000);
      app.lines.rpc.mend();
      app.lines.ws.mend();
      await page
        .getByText(/chain does not answer/i)
        .first()
        .waitFor({ state: 'detached', timeout: patienceMs });
      const offer = await offerOf('e2e-kindling');
      const { data } = await fetchOffer(app.network.client.rpc, offer, confirmed);
      expect(data.gpuFree).toBe(data.gpuCount);
      expect(watch.complaints).toEqual([]);
      await page.close();
    },
  );

  it('two quick clicks open one lease', { timeout: limitMs }, async () => {
    const offer = await offerOf('e2e-kindling');
    const { page, watch } = await aboutToSign('Rae', offer);
    await rentButton(page).dblclick();
    await page.waitForURL('**/lease/*', { timeout: patienceMs });
    expect(await leasesOf(offer)).toHaveLength(1);
    expect(watch.complaints).toEqual([]);
    await page.close();
  });
});

describe.each([
  ['ahead', 60_000],
  ['behind', -60_000],
])('with a browser clock a minute %s', (_, offsetMs) => {
  it('an offer is taken and its clock is the chain’s', { timeout: limitMs }, async () => {
    const person = await app.person();
    await person.addInitScript((offset) => {
      const RealDate = Date;
      window.Date = new Proxy(RealDate, {
        construct: (target, given: readonly unknown[]) =>
          given.length === 0
            ? new target(RealDate.now() + offset)
            : (Reflect.construct(target, given) as Date),
        get: (target, name) =>
          name === 'now' ? () => RealDate.now() + offset : (Reflect.get(target, name) as unknown),
      });
    }, offsetMs);
    const { page, watch } = await app.open(person, `/rent/${await offerOf('e2e-kindling')}`);
    await connectAs(page, 'Ravi');
    await chooseSmallJob(page, { samples: offsetMs > 0 ? 17 : 18 });
    const lease = await signAndFollow(page);
    const opened = await fetchLease(app.network.client.rpc, lease, confirmed);
    expect(opened.data.acceptBy).toBeGreaterThan(0n);
    expect(watch.complaints).toEqual([]);
    await page.close();
  });
});
