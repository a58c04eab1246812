import { type Address } from '@solana/kit';
import { type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { fetchHoldings } from '@/lib/pyronet/holdings';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';
import { personaKeyName } from '@/lib/pyronet/local-personas';
import { fetchNetwork } from '@/lib/pyronet/network';
import { createChainClient } from '@/lib/rpc/chain-client';
import { readChainTime } from '@/lib/rpc/chain-time';
import { waitUntil } from '@/scripts/start/ready';

import { oneMachine, TestApp, type WatchedPage } from './app';
import { bringWallet } from './fixtures/wallets/install';
import { walletPersonas } from './fixtures/wallets/personas';
import { chooseSmallJob, connectAs, connectInstalled, rentButton } from './flows';
import { cheapestOffer } from './market-hand';
import { flawsInEveryView } from './page-check';
import { freePort } from './ports';

const limitMs = 180_000;
const patienceMs = 60_000;

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start(oneMachine);
}, limitMs);

afterAll(() => app?.close());

const addressOf = async (persona: string): Promise<Address> =>
  (await worthlessLocalKey(personaKeyName(persona))).address;

async function holdingsOf(persona: string) {
  const { rpc } = app.network.client;
  return fetchHoldings(rpc, await fetchNetwork(rpc), await addressOf(persona));
}

function buttonOf(page: Page, name: string) {
  return page.getByRole('button', { name: `Wallet: ${name}` });
}

async function openPanel(page: Page, name: string) {
  await buttonOf(page, name).click({ timeout: patienceMs });
  return page.getByRole('dialog', { name: 'Local wallet' });
}

describe('the wallet of the local network', () => {
  it('is connected with one click on a person, who has money to act', { timeout: limitMs }, async () => {
    const { page, watch } = await app.open(await app.person(), '/leases');
    await connectAs(page, 'Rae');
    await buttonOf(page, 'Rae').waitFor({ timeout: patienceMs });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Wallet: Rae');
    const { lamports, usdcAtoms } = await holdingsOf('rae');
    expect(lamports).toBeGreaterThanOrEqual(1_000_000_000n);
    expect(usdcAtoms).toBeGreaterThanOrEqual(100_000_000n);
    expect(watch.complaints).toEqual([]);
    await page.close();
  });

  it('gives a person who is meant to have nothing nothing', { timeout: limitMs }, async () => {
    const { page } = await app.open(await app.person(), '/leases');
    await connectAs(page, 'Nil');
    await buttonOf(page, 'Nil').waitFor({ timeout: patienceMs });
    expect(await holdingsOf('nil')).toMatchObject({ lamports: 0n, usdcAtoms: 0n, pyroAtoms: 0n });
    await page.close();
  });

  it('is someone else in each tab, also after a reload', { timeout: limitMs }, async () => {
    const person = await app.person();
    const one = await app.open(person, '/leases');
    await connectAs(one.page, 'Rae');
    const other = await app.open(person, '/provider');
    const panel = await openPanel(other.page, 'Rae');
    await panel.getByRole('button', { name: /^Pia/ }).click();
    // The rest of the page is out of reach while the panel is open, which it stays.
    await panel.getByRole('button', { name: /^Pia.*this tab/ }).waitFor({ timeout: patienceMs });
    await Promise.all([one.page.reload(), other.page.reload()]);
    await buttonOf(one.page, 'Rae').waitFor({ timeout: patienceMs });
    await buttonOf(other.page, 'Pia').waitFor({ timeout: patienceMs });
    expect([...one.watch.complaints, ...other.watch.complaints]).toEqual([]);
    await person.close();
  });

  it('gets more money and moves the clock of its chain', { timeout: limitMs }, async () => {
    const { page, watch } = await app.open(await app.person(), '/leases');
    await connectAs(page, 'Ravi');
    const panel = await openPanel(page, 'Ravi');
    const before = await holdingsOf('ravi');
    await panel.getByRole('button', { name: /^Get more/ }).click();
    await waitUntil(
      async () => (await holdingsOf('ravi')).usdcAtoms === before.usdcAtoms + 1_000_000_000n,
      patienceMs,
      'No money arrived.',
    );
    const then = await readChainTime(app.network.client);
    await panel.getByRole('button', { name: '+1 min' }).click();
    await waitUntil(
      async () => (await readChainTime(app.network.client)).unixSeconds >= then.unixSeconds + 60n,
      patienceMs,
      'The clock did not move.',
    );
    expect(watch.complaints).toEqual([]);
    await page.close();
  });

  it('has a sheet and a panel that everybody can use', { timeout: limitMs }, async () => {
    const { page } = await app.open(await app.person(), '/leases');
    await page.getByRole('banner').getByRole('button', { name: 'Connect' }).click({ timeout: patienceMs });
    await page.getByRole('button', { name: /^Rae/ }).waitFor({ timeout: patienceMs });
    expect(await flawsInEveryView(page)).toEqual([]);
    await page.getByRole('button', { name: /^Rae/ }).click();
    await openPanel(page, 'Rae');
    await page.getByText('PYRO', { exact: true }).waitFor();
    expect(await flawsInEveryView(page)).toEqual([]);
    await page.close();
  });

  it(
    'does not exist on a network that is not local, whatever its node claims',
    { timeout: limitMs },
    async () => {
      const port = await freePort();
      app.network.spawn(['scripts/start/app-server.js', String(port)], {
        PYRONET_NETWORK: 'devnet',
        PYRONET_RPC_URLS: app.network.rpcUrl,
        PYRONET_WS_URLS: app.network.wsUrl,
        PYRONET_GENESIS_HASH: await app.network.client.genesisHash(),
        PYRONET_DATA_DIR: app.network.path('devnet-app'),
        PYRONET_APP_URL: `http://127.0.0.1:${port}`,
      });
      const url = `http://127.0.0.1:${port}`;
      await waitUntil(async () => (await fetch(`${url}/icon.svg`)).ok, patienceMs, 'no second app');
      const person = await app.person();
      const page = await person.newPage();
      await page.goto(`${url}/leases`);
      await page.getByRole('banner').getByRole('button', { name: 'Connect' }).click({ timeout: patienceMs });
      await page.getByText('No wallet is installed in this browser.').waitFor({ timeout: patienceMs });
      expect(await page.getByRole('button', { name: /^Rae/ }).count()).toBe(0);
      await person.close();
    },
  );
});

describe('a page left while the wallet is open', () => {
  it('remembers on the next visit that nothing was sent', { timeout: limitMs }, async () => {
    const person = await app.person();
    const owner = await bringWallet(person, walletPersonas.neverAnswers, app.network.client);
    const { address } = await cheapestOffer(app.network);
    const tab: WatchedPage = await app.open(person, `/rent/${address}`);
    const { page } = tab;
    await connectInstalled(page, walletPersonas.neverAnswers.name);
    await chooseSmallJob(page);
    await rentButton(page).and(page.locator(':not([aria-disabled=true])')).click({ timeout: patienceMs });
    await page.getByText('Sign it in your wallet').waitFor({ timeout: patienceMs });
    await page.reload();
    await page
      .getByRole('region', { name: /^Transactions/ })
      .getByText('The page was left before this was signed. Nothing was sent.')
      .waitFor({ timeout: patienceMs });
    expect(
      (await fetchHoldings(app.network.client.rpc, await fetchNetwork(app.network.client.rpc), owner.first))
        .usdcAtoms,
    ).toBe(50_000_000n);
    expect(tab.watch.complaints).toEqual([]);
    await person.close();
  });
});

// The last one: the chain that the others stand on is gone after it.
describe('a local chain that is begun anew', () => {
  it('takes what every tab kept of it along', { timeout: limitMs }, async () => {
    const person = await app.person();
    const [one, other] = [await app.open(person, '/leases'), await app.open(person, '/leases')];
    await connectAs(one.page, 'Rae');
    const before = await app.network.client.genesisHash();
    await one.page.evaluate(
      (scope) => window.localStorage.setItem(`${scope}kept`, '1'),
      `pyronet/chain/${before}/`,
    );
    one.watch.expect(/./);
    other.watch.expect(/./);
    const reloaded = other.page.waitForEvent('load', { timeout: patienceMs });
    const panel = await openPanel(one.page, 'Rae');
    await panel.getByRole('button', { name: 'Reset the chain…' }).click();
    await one.page.getByRole('button', { name: 'Reset the chain', exact: true }).click();
    await reloaded;
    await buttonOf(one.page, 'Rae').waitFor({ timeout: patienceMs });
    expect(await one.page.evaluate(() => Object.keys(window.localStorage).join())).not.toContain(before);
    const fresh = createChainClient({ rpcUrls: [app.network.rpcUrl] });
    expect(await fresh.genesisHash()).not.toBe(before);
    fresh.close();
    await person.close();
  });
});
