import { type BrowserContext } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { noMachines, startLimitMs, TestApp, type WatchedPage } from './app';
import { chooseSmallJob, connectAs, signAndFollow } from './flows';
import { flawsInEveryView } from './page-check';
import { visitablePaths } from './routes';

const limitMs = 180_000;
const patienceMs = 60_000;
const nobody = '11111111111111111111111111111111';
const unknownSignature = '1'.repeat(64);

async function expectClean({ page, watch }: WatchedPage): Promise<void> {
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached', timeout: patienceMs });
  expect(await flawsInEveryView(page)).toEqual([]);
  expect(watch.complaints).toEqual([]);
  await page.close();
}

describe('on a live market', () => {
  let app: TestApp;
  let visitor: BrowserContext;
  let paths: ReadonlyMap<string, string>;

  beforeAll(async () => {
    app = await TestApp.start();
    visitor = await app.person();
    paths = await visitablePaths(app.network);
  }, startLimitMs);

  afterAll(() => app?.close());

  it.each([
    ['/', /GPU/],
    ['/market', /Market/],
    ['/market/[class]', /CPU/],
    ['/provider/[address]', /Kindling/],
    ['/tx/[signature]', /It succeeded/],
    ['/rent/[offer]', /CPU/],
    ['/leases', /leases/i],
    ['/provider', /machine/i],
  ])(
    '%s is clean in every size and theme, without a wallet',
    { timeout: limitMs },
    async (route, heading) => {
      const tab = await app.open(visitor, paths.get(route) ?? '');
      await tab.page.getByRole('heading', { level: 1, name: heading }).waitFor({ timeout: patienceMs });
      await expectClean(tab);
    },
  );

  it.each([
    ['a lease that never was', `/lease/${nobody}`, /no such lease/i],
    ['a provider that never was', `/provider/${nobody}`, /no such provider/i],
    ['a transaction that never was', `/tx/${unknownSignature}`, /transaction/i],
    ['an offer that is gone', `/rent/${nobody}`, /machine/i],
    ['an address that is none', '/lease/garbage', /nothing is here/i],
  ])('%s is explained', { timeout: limitMs }, async (_, path, heading) => {
    const tab = await app.tab(visitor);
    tab.watch.expect(/404/);
    await tab.page.goto(app.url + path);
    await tab.page.getByRole('heading', { level: 1, name: heading }).waitFor({ timeout: patienceMs });
    await expectClean(tab);
  });

  it(
    'the page of a finished lease, its transactions and its provider are clean',
    { timeout: limitMs },
    async () => {
      const renter = await app.person();
      const tab = await app.open(renter, paths.get('/rent/[offer]') ?? '');
      await connectAs(tab.page, 'Rae');
      await chooseSmallJob(tab.page);
      await signAndFollow(tab.page);
      await tab.page.getByText('completed', { exact: true }).waitFor({ timeout: limitMs });
      await tab.page.getByRole('button', { name: 'Download PNG' }).waitFor();
      expect(await flawsInEveryView(tab.page)).toEqual([]);
      expect(tab.watch.complaints).toEqual([]);
      await tab.page.close();
      const list = await app.open(renter, '/leases');
      await list.page
        .getByText(/completed/)
        .first()
        .waitFor({ timeout: patienceMs });
      await expectClean(list);
      await expectClean(await app.open(visitor, paths.get('/provider/[address]') ?? ''));
    },
  );

  it('a provider’s first steps are clean', { timeout: limitMs }, async () => {
    const tab = await app.open(await app.person(), '/provider');
    await connectAs(tab.page, 'Pablo');
    await tab.page.getByRole('button', { name: 'Use this computer' }).click({ timeout: patienceMs });
    await tab.page.getByRole('textbox', { name: 'Price' }).waitFor();
    await expectClean(tab);
  });

  it.each(['/', '/market', '/rent/[offer]', '/leases', '/provider', '/lease/[address]'])(
    '%s is clean while nothing answers',
    { timeout: limitMs },
    async (route) => {
      const tab = await app.tab(visitor);
      await tab.page.route('**/api/**', () => new Promise(() => undefined));
      await tab.page.goto(app.url + (paths.get(route) ?? ''));
      await tab.page.waitForTimeout(1_000);
      expect(await flawsInEveryView(tab.page)).toEqual([]);
      expect(tab.watch.complaints).toEqual([]);
      await tab.page.close();
    },
  );

  // Last, because it breaks the chain for all.
  it.each([
    ['/', /does not answer|connection is lost|nothing was heard/i],
    ['/market', /does not answer|connection is lost/i],
    ['/market/[class]', /does not answer|connection is lost/i],
    ['/rent/[offer]', /does not answer|cannot be asked|cannot be read|connection is lost/i],
    ['/leases', /Connect a wallet/],
    ['/provider', /earns by the second/],
    ['/provider/[address]', /does not answer|connection is lost/i],
  ])(
    '%s says what is wrong while the chain is gone, and is clean',
    { timeout: limitMs },
    async (route, words) => {
      app.lines.rpc.cut();
      app.lines.ws.cut();
      const tab = await app.tab(visitor);
      tab.watch.expect(/net::ERR_|50\d/);
      await tab.page.goto(app.url + (paths.get(route) ?? ''));
      await tab.page.getByText(words).first().waitFor({ timeout: patienceMs });
      expect(await flawsInEveryView(tab.page)).toEqual([]);
      expect(tab.watch.complaints).toEqual([]);
      await tab.page.close();
    },
  );
});

describe('on an empty market', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start(noMachines);
  }, startLimitMs);

  afterAll(() => app?.close());

  it.each([
    ['/', /Nobody offers a machine/],
    ['/market', /Nobody offers a machine right now/],
    ['/market/3', /No NVIDIA RTX 4090 is free/],
    ['/leases', /Connect a wallet/],
  ])('%s says what there is to do, and is clean', { timeout: limitMs }, async (path, words) => {
    const tab = await app.open(await app.person(), path);
    await tab.page.getByText(words).first().waitFor({ timeout: patienceMs });
    await expectClean(tab);
  });
});
