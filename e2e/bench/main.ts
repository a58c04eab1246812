// `npm run bench:web`: what browsers load of the built app, and how soon and how smoothly it answers.
import path from 'node:path';

import { keepMeasurement, markdownTable } from '@/lib/observability/measurement';
import { buildApp } from '@/scripts/setup/build-app.js';

import { TestApp } from '../app';
import { type Budget, readBudgets, writeBudgets } from '../bundle/budgets';
import { firstLoadChunks, gzipBytes } from '../bundle/first-load';
import { visitablePaths } from '../routes';
import { measureFirstVisit } from './loads';

const root = path.resolve(import.meta.dirname, '../..');

buildApp();
const app = await TestApp.start();
try {
  const paths = await visitablePaths(app.network);
  const sections = [await firstLoads(paths), await firstVisits(paths)];
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
  const { routes, wallet } = readBudgets();
  const measured: Record<string, Budget> = {};
  for (const [route, { limit_kib }] of Object.entries(routes)) {
    const html = await (await fetch(app.url + (paths.get(route) ?? route))).text();
    measured[route] = { limit_kib, measured_kib: inKib(gzipBytes(firstLoadChunks(html))) };
  }
  writeBudgets({ routes: measured, wallet });
  return [
    '## First load',
    'JavaScript that a page needs before anything is clicked, gzip, without the polyfill that only old browsers load.',
    markdownTable(
      ['route', 'KiB', 'limit'],
      Object.entries(measured).map(([route, { measured_kib, limit_kib }]) => [
        `\`${route}\``,
        measured_kib.toFixed(1),
        String(limit_kib),
      ]),
    ),
  ].join('\n\n');
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

function inKib(bytes: number): number {
  return Math.round((bytes / 1024) * 10) / 10;
}
