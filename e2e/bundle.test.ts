import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startLimitMs, TestApp } from './app';
import { excess, readBudgets } from './bundle/budgets';
import { firstLoadChunks, gzipBytes, readChunk } from './bundle/first-load';
import { markersIn, markersOf, packageFile, sourcesUnder } from './bundle/markers';
import { builtPages, reachableChunks } from './bundle/reachable';
import { publicRoutes, visitablePaths } from './routes';

const limitMs = 120_000;

/** Code that signs, by what its source says and nothing else does. */
const signingCode = {
  'web3.js': markersOf(
    [packageFile('@solana/web3.js/lib/index.browser.esm.js')],
    [packageFile('@solana/errors/dist/index.browser.mjs'), packageFile('@solana/kit/dist/index.browser.mjs')],
  ),
  'wallet-adapter': markersOf(
    [
      packageFile('@solana/wallet-adapter-base/lib/esm/errors.js'),
      packageFile('@solana/wallet-adapter-react/lib/esm/useWallet.js'),
    ],
    [],
  ),
  'lib/tx': markersOf(sourcesUnder('lib/tx'), openSources()),
  'lib/wallet': markersOf(sourcesUnder('lib/wallet'), openSources()),
} as const;

let app: TestApp;
let paths: ReadonlyMap<string, string>;

beforeAll(async () => {
  app = await TestApp.start();
  paths = await visitablePaths(app.network);
}, startLimitMs);

afterAll(() => app?.close());

describe('first load', () => {
  it('has a budget for every page, and no budget for a page that is gone', () => {
    const routes = builtPages().map(({ route }) => route);
    expect(Object.keys(readBudgets().routes).sort()).toEqual([...routes].sort());
  });

  it.each(Object.entries(readBudgets().routes))('of %s stays within its budget', async (route, budget) => {
    const kib = gzipBytes(await firstLoadOf(route)) / 1024;
    expect(excess(route, kib, budget)).toEqual([]);
  });
});

describe('public pages', () => {
  const pages = builtPages().filter(({ route }) => publicRoutes.includes(route));

  it.each(pages.map(({ route, entry }) => [route, entry] as const))(
    '%s can never load code that signs',
    async (route, entry) => {
      const chunks = reachableChunks(entry, await firstLoadOf(route));
      const found = chunks.flatMap((chunk) => signingMarkersIn(chunk).map((marker) => `${chunk}: ${marker}`));
      expect(found).toEqual([]);
    },
  );

  it('are told apart from pages that sign, in whose chunks the same search finds it', async () => {
    const entry = builtPages().find(({ route }) => route === '/rent/[offer]')?.entry ?? '';
    const code = reachableChunks(entry, await firstLoadOf('/rent/[offer]'))
      .map(readChunk)
      .join('\n');
    for (const [name, markers] of Object.entries(signingCode)) {
      expect(markersIn(code, markers).length, name).toBeGreaterThan(0);
    }
  });

  it(
    'load nothing that signs by themselves either, when links come into view',
    { timeout: limitMs },
    async () => {
      const visitor = await app.person();
      for (const route of publicRoutes) {
        const { page } = await app.tab(visitor);
        const scripts: Promise<string>[] = [];
        page.on('response', (response) => {
          if (response.url().endsWith('.js')) scripts.push(response.text().catch(() => ''));
        });
        await page.goto(app.url + pathOf(route));
        await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
        await page.waitForLoadState('load');
        for (const link of await page.getByRole('navigation').getByRole('link').all()) await link.hover();
        await page.waitForTimeout(1_000);
        const code = (await Promise.all(scripts)).join('\n');
        expect(markersIn(code, signingCode['web3.js']), route).toEqual([]);
        expect(markersIn(code, signingCode['wallet-adapter']), route).toEqual([]);
        await page.close();
      }
    },
  );
});

function signingMarkersIn(chunk: string): readonly string[] {
  const code = readChunk(chunk);
  return Object.entries(signingCode).flatMap(([name, markers]) =>
    markersIn(code, markers).map((marker) => `${name}, "${marker}"`),
  );
}

async function firstLoadOf(route: string): Promise<readonly string[]> {
  const answer = await fetch(app.url + pathOf(route));
  if (!answer.ok) throw new Error(`${route} answers ${answer.status}`);
  return firstLoadChunks(await answer.text());
}

function pathOf(route: string): string {
  const path = paths.get(route);
  if (path === undefined) throw new Error(`e2e/routes.ts has no address for ${route}`);
  return path;
}

/** Our own code that public pages may load. */
function openSources(): readonly string[] {
  return ['lib', 'components', 'app'].flatMap((folder) =>
    sourcesUnder(folder).filter((file) => !/\/lib\/(tx|wallet)\//.test(file)),
  );
}
