// `npm run bench:web`: what browsers load of the built app, and how soon and how smoothly it answers.
import path from 'node:path';

import { keepMeasurement, markdownTable } from '@/lib/observability/measurement';
import { buildApp } from '@/scripts/setup/build-app.js';

import { TestApp } from '../app';
import { type Budget, readBudgets, writeBudgets } from '../bundle/budgets';
import { type Chunk, firstLoadChunks, gzipBytes } from '../bundle/first-load';
import { walletLibraryChunks } from '../bundle/signing-code';
import { chunksOfConnecting } from '../bundle/wallet-chunks';
import { visitablePaths } from '../routes';
import { measureFirstVisit } from './loads';
import { measureTyping } from './typing';

const largeMarket = 10_000;
const root = path.resolve(import.meta.dirname, '../..');

buildApp();
const app = await TestApp.start();
try {
  const paths = await visitablePaths(app.network);
  const sections = [await firstLoads(paths), await firstVisits(paths), await typing()];
  keepMeasurement(root, {
    name: 'web',
    title: 'What browsers load, and how soon pages answer',
    command: 'npm run bench:web',
    body: sections.join('\n\n'),
  });
} finally {
  await app.close();
}

async function firstLoads(paths: ReadonlyMap<string, string>): Promise<string> {
  const budgets = readBudgets();
  const routes: Record<string, Budget> = {};
  for (const [route, { limit_kib }] of Object.entries(budgets.routes)) {
    const chunks = await firstLoadOf(paths.get(route) ?? route);
    routes[route] = { limit_kib, measured_kib: inKib(gzipBytes(chunks)) };
  }
  const onConnecting = await chunksOfConnecting(app, await firstLoadOf('/leases'));
  const library = inKib(gzipBytes(walletLibraryChunks(onConnecting)));
  const wallet = { limit_kib: budgets.wallet.limit_kib, measured_kib: library };
  writeBudgets({ routes, wallet });
  return [
    '## First load',
    'JavaScript that a page needs before anything is clicked, gzip, without the polyfill that only old browsers load. `npm test` fails where a route exceeds its limit, or grows more than 3 % above this.',
    markdownTable(
      ['route', 'KiB', 'limit'],
      [...Object.entries(routes), ['wallet library, when connecting', wallet] as const].map(
        ([route, { measured_kib, limit_kib }]) => [route, measured_kib.toFixed(1), String(limit_kib)],
      ),
    ),
    `Everything that connecting loads on top of a page, library included: ${inKib(gzipBytes(onConnecting)).toFixed(1)} KiB.`,
  ].join('\n\n');
}

async function firstLoadOf(url: string): Promise<readonly Chunk[]> {
  return firstLoadChunks(await (await fetch(app.url + url)).text());
}

async function firstVisits(paths: ReadonlyMap<string, string>): Promise<string> {
  const rows: string[][] = [];
  for (const [route, url] of paths) {
    const { largestPaintMs, layoutShift } = await measureFirstVisit(app, url);
    rows.push([`\`${route}\``, (largestPaintMs / 1000).toFixed(2), layoutShift.toFixed(3)]);
  }
  return [
    '## First visit on a slow phone',
    'Empty cache, processor slowed down four times, 1.6 Mbit/s and 150 ms as Lighthouse defines them; median of three.',
    markdownTable(['route', 'largest contentful paint, s', 'layout shift'], rows),
  ].join('\n\n');
}

async function typing(): Promise<string> {
  const rows: string[][] = [];
  for (const offers of [3, largeMarket]) {
    rows.push([offers.toLocaleString('en'), (await measureTyping(app, offers)).toFixed(0)]);
  }
  return [
    '## Typing into the market’s search',
    'Slowest interaction to next paint of eleven keys, processor slowed down four times. The large market is invented: copies of real offers, served in place of `/api/market`.',
    markdownTable(['offers', 'ms'], rows),
  ].join('\n\n');
}

function inKib(bytes: number): number {
  return Math.round((bytes / 1024) * 10) / 10;
}
