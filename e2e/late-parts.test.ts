import { type BrowserContext, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { waitUntil } from '@/scripts/start/ready';

import { startLimitMs, TestApp, type WatchedPage } from './app';
import { chunkOf, firstLoadChunks } from './bundle/first-load';
import { chooseSmallJob, connectAs, signAndFollow } from './flows';
import { flawsInEveryView } from './page-check';
import { visitablePaths } from './routes';

const limitMs = 180_000;
const patienceMs = 60_000;
/** What only live code writes. */
const heardOfChain = /as of slot .* (just now|ago)/;

let app: TestApp;
let visitor: BrowserContext;
let paths: ReadonlyMap<string, string>;

beforeAll(async () => {
  app = await TestApp.start();
  visitor = await app.person();
  paths = await visitablePaths(app.network);
  await waitUntil(async () => (await namesMissing()) === 0, patienceMs, 'The index knows no names.');
}, startLimitMs);

afterAll(() => app?.close());

/** Offers whose provider the index does not know by name yet; a page that was served before says its address. */
async function namesMissing(): Promise<number> {
  const market = (await (await fetch(`${app.url}/api/market`)).json()) as {
    readonly offers: readonly { readonly provider_name: string }[];
  };
  return market.offers.filter(({ provider_name }) => provider_name === '').length;
}

/** A tab that gets no code but what a page needs at first, until the answer is called. */
async function withoutLateCode(
  context: BrowserContext,
  path: string,
): Promise<[WatchedPage, () => Promise<void>]> {
  const tab = await app.tab(context);
  const first = firstLoadChunks(await (await fetch(app.url + path)).text());
  const scripts = /\/_next\/static\/.*\.js/;
  await tab.page.route(scripts, (route) => {
    const [chunk = ''] = chunkOf(route.request().url());
    return first.includes(chunk) ? route.continue() : route.abort('connectionfailed');
  });
  tab.watch.expect(/net::ERR_/, /Failed to load chunk/);
  await tab.page.goto(app.url + path);
  return [tab, () => tab.page.unroute(scripts)];
}

describe('a provider’s page', () => {
  it(
    'can be read while its code does not come, and lives in the same place once it does',
    { timeout: limitMs },
    async () => {
      const [{ page, watch }, mend] = await withoutLateCode(visitor, paths.get('/provider/[address]') ?? '');
      await page.getByText('This page is not live.').waitFor({ timeout: patienceMs });
      expect(await flawsInEveryView(page)).toEqual([]);
      const served = await placesOf(page);
      await page.getByRole('main').getByRole('link', { name: 'Rent it' }).first().focus();
      await mend();
      await pressTryAgain(page);
      await page.getByText('This page is not live.').waitFor({ state: 'detached', timeout: patienceMs });
      await page.getByText(heardOfChain).waitFor({ timeout: patienceMs });
      expect(await placesOf(page)).toEqual(served);
      expect(await page.evaluate(() => document.activeElement?.closest('a')?.textContent)).toBe('Rent it');
      expect(watch.complaints).toEqual([]);
      await page.close();
    },
  );

  it('comes by a link, too', { timeout: limitMs }, async () => {
    const { page, watch } = await app.open(visitor, paths.get('/market/[class]') ?? '');
    await page.getByRole('main').locator('a[href^="/provider/"]').first().click({ timeout: patienceMs });
    await page.getByRole('heading', { level: 2, name: 'Reputation' }).waitFor({ timeout: patienceMs });
    expect(watch.complaints).toEqual([]);
    await page.close();
  });
});

describe('a lease’s page', () => {
  it('says that its parts did not load, and shows them once they do', { timeout: limitMs }, async () => {
    const tab = await app.open(await app.person(), paths.get('/rent/[offer]') ?? '');
    await connectAs(tab.page, 'Rae');
    await chooseSmallJob(tab.page);
    const lease = await signAndFollow(tab.page);
    const [{ page, watch }, mend] = await withoutLateCode(visitor, `/lease/${lease}`);
    await page.getByText('This part of the page did not load.').waitFor({ timeout: patienceMs });
    expect(await flawsInEveryView(page)).toEqual([]);
    await mend();
    await pressTryAgain(page);
    await page.getByRole('heading', { level: 1, name: /CPU/ }).waitFor({ timeout: patienceMs });
    expect(watch.complaints).toEqual([]);
  });
});

/** Presses it without taking the focus, unless the page's own timer was first and it is gone. */
function pressTryAgain(page: Page): Promise<void> {
  return page.evaluate(() => {
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Try again');
    button?.click();
  });
}

/** Where the headings and links of the page stand. */
function placesOf(page: Page): Promise<readonly string[]> {
  return page
    .getByRole('main')
    .locator('h1, h2, h3, a')
    .evaluateAll((all) =>
      all.map((one) => {
        const { x, y, height } = one.getBoundingClientRect();
        return `${one.tagName} ${one.textContent} ${x} ${y + window.scrollY} ${height}`;
      }),
    );
}
