import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startLimitMs, TestApp } from './app';
import { excess, readBudgets } from './bundle/budgets';
import { firstLoadChunks, gzipBytes, readChunk } from './bundle/first-load';
import { builtPages, reachableChunks } from './bundle/reachable';
import { signingCode, signingWordsIn, walletLibraryChunks } from './bundle/signing-code';
import { chunksOfConnecting } from './bundle/wallet-chunks';
import { publicRoutes, visitablePaths } from './routes';

const limitMs = 120_000;
const hoverMs = 1_000;

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

  it(
    'leaves the wallet library to those who connect, within its own budget',
    { timeout: limitMs },
    async () => {
      const firstLoad = await firstLoadOf('/leases');
      expect(walletLibraryChunks(firstLoad)).toEqual([]);
      const library = walletLibraryChunks(await chunksOfConnecting(app, firstLoad));
      expect(library).not.toEqual([]);
      expect(excess('connecting', gzipBytes(library) / 1024, readBudgets().wallet)).toEqual([]);
    },
  );
});

describe('public pages', () => {
  const pages = builtPages().filter(({ route }) => publicRoutes.includes(route));

  it.each(pages.map(({ route, entry }) => [route, entry] as const))(
    '%s can never load code that signs',
    async (route, entry) => {
      const chunks = reachableChunks(entry, await firstLoadOf(route));
      const found = chunks.flatMap((chunk) =>
        signingWordsIn(readChunk(chunk)).map((words) => `${chunk}: ${words}`),
      );
      expect(found).toEqual([]);
    },
  );

  it('are told apart from pages that sign, in whose chunks the same search finds it', async () => {
    const entry = builtPages().find(({ route }) => route === '/rent/[offer]')?.entry ?? '';
    const chunks = reachableChunks(entry, await firstLoadOf('/rent/[offer]'));
    const code = chunks.map(readChunk).join('\n');
    for (const name of Object.keys(signingCode)) {
      expect(signingWordsIn(code, [name]).length, name).toBeGreaterThan(0);
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
        for (const link of await page.getByRole('navigation').getByRole('link').all()) await link.hover();
        await page.waitForTimeout(hoverMs);
        const code = (await Promise.all(scripts)).join('\n');
        expect(signingWordsIn(code, ['web3.js', 'wallet-adapter']), route).toEqual([]);
        await page.close();
      }
    },
  );
});

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
