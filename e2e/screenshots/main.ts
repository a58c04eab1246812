// `npm run screenshots [-- FILTER]`: pictures of every page in every state, size and theme, for looking at.
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { type BrowserContext, type Page } from '@playwright/test';

import { buildApp } from '@/scripts/setup/build-app.js';

import { noMachines, TestApp } from '../app';
import { settled, views } from '../page-check';
import { visitablePaths } from '../routes';
import { keepPicture } from './picture';

const folder = path.resolve(import.meta.dirname, '../../docs/screenshots');
const filter = process.argv[2] ?? '';
const paintedMs = 1_500;
/** Pages that have something to say on an empty market. */
const emptyPaths: ReadonlyMap<string, string> = new Map(
  ['/', '/market', '/leases', '/provider'].map((route) => [route, route]),
);

buildApp();
mkdirSync(folder, { recursive: true });
await withApp(TestApp.start(), async (app) => {
  const paths = await visitablePaths(app.network);
  await shoot(app, paths, 'live');
  await shoot(app, paths, 'loading', (page) =>
    // Never answered: the page waits as it would on a dead slow network.
    page.route('**/api/**', () => new Promise(() => undefined)),
  );
  app.lines.rpc.cut();
  app.lines.ws.cut();
  await shoot(app, paths, 'error', (page) => page.route('**/api/**', (route) => route.abort('failed')));
});
await withApp(TestApp.start(noMachines), (app) => shoot(app, emptyPaths, 'empty'));

async function withApp(starting: Promise<TestApp>, look: (app: TestApp) => Promise<void>): Promise<void> {
  const app = await starting;
  try {
    await look(app);
  } finally {
    await app.close();
  }
}

async function shoot(
  app: TestApp,
  paths: ReadonlyMap<string, string>,
  state: string,
  prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const visitor = await app.person({ reducedMotion: 'reduce' });
  for (const [route, url] of paths) {
    const name = `${nameOf(route)}-${state}`;
    if (name.includes(filter)) await shootOne(app, visitor, url, name, prepare);
  }
  await visitor.close();
}

async function shootOne(
  app: TestApp,
  visitor: BrowserContext,
  url: string,
  name: string,
  prepare: (page: Page) => Promise<unknown>,
): Promise<void> {
  const { page } = await app.tab(visitor);
  await prepare(page);
  await page.goto(app.url + url, { waitUntil: 'commit' });
  await page.waitForTimeout(paintedMs);
  for (const view of views) {
    await page.setViewportSize(view.viewport);
    await page.emulateMedia({ colorScheme: view.colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    await keepPicture(app.browser, page, path.join(folder, `${name}-${view.name.replace(', ', '-')}.webp`));
  }
  console.log(`  ${name}`);
  await page.close();
}

function nameOf(route: string): string {
  return route === '/' ? 'landing' : route.slice(1).replaceAll('/', '-').replaceAll(/[[\]]/g, '');
}
