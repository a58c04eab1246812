import { type Address } from '@solana/kit';
import { findAssociatedTokenPda, TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { leaseFilters } from '@/lib/pyronet/account-filters';
import { fetchLease, PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { fetchNetwork } from '@/lib/pyronet/network';

import { startLimitMs, TestApp, type WatchedPage } from './app';
import { bringWallet, type WalletOwner } from './fixtures/wallets/install';
import { type WalletPersona, walletPersonas } from './fixtures/wallets/personas';
import { chooseSmallJob, connectInstalled, rentButton, signAndFollow, walletButton } from './flows';
import { moves, readUsdcLedger } from './ledger';
import { cheapestOffer } from './market-hand';

const limitMs = 180_000;
const patienceMs = 60_000;

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start();
}, startLimitMs);

afterAll(() => app?.close());

interface Visit extends WatchedPage {
  readonly owner: WalletOwner;
}

/** Somebody with this wallet installed, on the page of the cheapest offer. */
async function visitWith(persona: WalletPersona): Promise<Visit> {
  const person = await app.person();
  const owner = await bringWallet(person, persona, app.network.client);
  const { address } = await cheapestOffer(app.network);
  const tab = await app.open(person, `/rent/${address}`);
  return { ...tab, owner };
}

/** Connected, with a job and a quote, one click before signing. */
async function aboutToSignWith(persona: WalletPersona): Promise<Visit> {
  const visit = await visitWith(persona);
  await connectInstalled(visit.page, persona.name);
  await chooseSmallJob(visit.page);
  await ready(visit);
  return visit;
}

async function ready({ page }: WatchedPage): Promise<void> {
  const enabled = page.locator(':not([aria-disabled=true])');
  await rentButton(page).and(enabled).waitFor({ timeout: patienceMs });
}

async function leasesOf(renter: Address): Promise<readonly Address[]> {
  const rows = await app.network.client.rpc
    .getProgramAccounts(PYRONET_PROGRAM_ADDRESS, {
      encoding: 'base64',
      commitment: 'confirmed',
      filters: leaseFilters({ renter }),
    })
    .send();
  return rows.map(({ pubkey }) => pubkey);
}

/** Presses the button, and reads the toast once the transaction has come to one of `states`. */
async function pressAndRead({ page }: Visit, states: RegExp): Promise<string> {
  await rentButton(page).click();
  const toast = page.locator('[data-transaction-state]').last();
  await expect
    .poll(() => toast.getAttribute('data-transaction-state'), { timeout: patienceMs })
    .toMatch(states);
  return (await toast.textContent()) ?? '';
}

/** Nothing was opened and nothing was paid, and the same button works again. */
async function expectNothingHappened(visit: Visit, before: Awaited<ReturnType<typeof readUsdcLedger>>) {
  // Leases of earlier tests may still be paid out meanwhile, so that only this owner's money tells.
  const moved = moves(before, await readUsdcLedger(app.network.client));
  const { usdcMint: mint } = await fetchNetwork(app.network.client.rpc);
  for (const owner of [visit.owner.first, visit.owner.second]) {
    expect(await leasesOf(owner)).toEqual([]);
    const [account] = await findAssociatedTokenPda({ owner, mint, tokenProgram: TOKEN_PROGRAM_ADDRESS });
    expect(before.has(account)).toBe(true);
    expect(moved.get(account)).toBeUndefined();
  }
  expect(visit.watch.complaints).toEqual([]);
}

describe.each([
  ['that works', walletPersonas.ok],
  ['that takes twenty seconds', walletPersonas.slow],
  ['that announces itself late', walletPersonas.lateInject],
])('a wallet %s', (_, persona) => {
  it('rents with one signature', { timeout: limitMs }, async () => {
    const visit = await aboutToSignWith(persona);
    const lease = await signAndFollow(visit.page);
    expect(await leasesOf(visit.owner.first)).toEqual([lease]);
    expect(visit.owner.asked()).toBe(1);
    const { data } = await fetchLease(app.network.client.rpc, lease, { commitment: 'confirmed' });
    expect(data.renter).toBe(visit.owner.first);
    expect(visit.watch.complaints).toEqual([]);
    await visit.page.close();
  });
});

describe('a wallet that is pressed the moment it is listed', () => {
  it('connects', { timeout: limitMs }, async () => {
    const { page, watch } = await visitWith(walletPersonas.lateInject);
    // Faster than any hand: in the same turn in which the list is drawn, before the wallet library has heard of it.
    await page.evaluate((name) => {
      new MutationObserver((_, observer) => {
        const choice = [...document.querySelectorAll<HTMLElement>('[role=dialog] button')].find(
          ({ textContent }) => textContent.startsWith(name),
        );
        if (choice === undefined) return;
        observer.disconnect();
        choice.click();
      }).observe(document.body, { childList: true, subtree: true });
    }, walletPersonas.lateInject.name);
    await page.getByRole('banner').getByRole('button', { name: 'Connect' }).click();
    await walletButton(page).waitFor({ timeout: patienceMs });
    expect(watch.complaints).toEqual([]);
    await page.close();
  });
});

describe.each([
  ['that refuses', walletPersonas.rejects, /Not signed.*User rejected the request/],
  [
    'that becomes another account while it is asked',
    walletPersonas.switchesAccount,
    /not this transaction, signed/,
  ],
  ['that signs something else', walletPersonas.rewritesBlockhash, /signed another transaction/],
  ['that is locked while it is asked', walletPersonas.disconnects, /Not signed.*locked/],
])('a wallet %s', (_, persona, outcome) => {
  it('costs nothing, and the page says why', { timeout: limitMs }, async () => {
    const visit = await aboutToSignWith(persona);
    const before = await readUsdcLedger(app.network.client);
    expect(await pressAndRead(visit, /rejected|failed/)).toMatch(outcome);
    await expectNothingHappened(visit, before);
    await visit.page.close();
  });
});

describe('a wallet that never answers', () => {
  it('can be waited for no longer, and asked again', { timeout: limitMs }, async () => {
    const visit = await aboutToSignWith(walletPersonas.neverAnswers);
    const before = await readUsdcLedger(app.network.client);
    await pressAndRead(visit, /awaiting-signature/);
    await visit.page.getByRole('button', { name: 'Stop waiting' }).click({ timeout: patienceMs });
    await visit.page.locator('[data-transaction-state=rejected]').waitFor({ timeout: patienceMs });
    await ready(visit);
    await expectNothingHappened(visit, before);
    await visit.page.close();
  });
});

describe('a wallet whose owner switches the account before signing', () => {
  it('rents as the account that is shown, at its own cost', { timeout: limitMs }, async () => {
    const visit = await aboutToSignWith(walletPersonas.ok);
    await visit.page.evaluate(() => window.pyronetWalletSwitch?.());
    await visit.page.waitForTimeout(1_000);
    await ready(visit);
    const lease = await signAndFollow(visit.page);
    expect(await leasesOf(visit.owner.second)).toEqual([lease]);
    expect(await leasesOf(visit.owner.first)).toEqual([]);
    expect(visit.watch.complaints).toEqual([]);
    await visit.page.close();
  });
});

describe.each([
  ['on another network', walletPersonas.wrongNetwork, /does not use this account on the local network/],
  ['that only watches', walletPersonas.watchOnly, /cannot sign/],
  ['that sends by itself', walletPersonas.sendsItself, /signs only what it sends itself|cannot sign/],
])('a wallet %s', (_, persona, reason) => {
  it('is connected, but asked for nothing', { timeout: limitMs }, async () => {
    const visit = await visitWith(persona);
    const before = await readUsdcLedger(app.network.client);
    await connectInstalled(visit.page, persona.name);
    await chooseSmallJob(visit.page);
    await visit.page.getByText(reason).first().waitFor({ timeout: patienceMs });
    await rentButton(visit.page).click({ force: true });
    expect(visit.owner.asked()).toBe(0);
    await expectNothingHappened(visit, before);
    await visit.page.close();
  });
});
