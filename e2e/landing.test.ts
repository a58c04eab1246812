import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

import { type Browser, type BrowserContextOptions } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startLocalnet } from '@/programs/localnet/server';
import { waitUntil } from '@/scripts/start/ready';

import { openBrowser } from './browser';
import { freePort } from './ports';

const root = path.resolve(import.meta.dirname, '..');
const views: readonly (readonly [string, BrowserContextOptions])[] = [
  ['desktop, dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }],
  ['desktop, light', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }],
  ['phone, dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark', isMobile: true }],
  ['phone, light', { viewport: { width: 390, height: 844 }, colorScheme: 'light', isMobile: true }],
];

let browser: Browser;
let app: ChildProcess;
let chain: Awaited<ReturnType<typeof startLocalnet>>;
let appUrl: string;

beforeAll(async () => {
  chain = await startLocalnet({ port: 0 });
  const port = await freePort();
  appUrl = `http://127.0.0.1:${port}`;
  app = spawn(process.execPath, ['scripts/start/app-server.js', String(port)], {
    cwd: root,
    env: { ...process.env, PYRONET_RPC_URLS: chain.rpcUrl },
    stdio: 'inherit',
  });
  await waitUntil(async () => (await fetch(appUrl)).ok, 60_000, 'The app did not answer.');
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  app?.kill('SIGKILL');
  await chain?.close();
});

describe('the landing page', () => {
  it.each(views)(
    'shows on %s what Pyronet is, without an error and without sideways scrolling',
    async (_view, options) => {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      page.on('pageerror', (error) => errors.push(error.message));

      await page.goto(appUrl);

      expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(
        'Rent a GPU by the second',
      );
      expect(await page.getByRole('region', { name: 'Asking now' }).textContent()).toContain(
        'Nobody offers a machine',
      );
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      expect(errors).toEqual([]);
      await context.close();
    },
  );

  it('says so when the chain does not answer', async () => {
    await chain.close();
    const page = await browser.newPage();
    await page.goto(appUrl);
    await page.getByText('The connection is lost.').waitFor();
    await page.close();
  });
});
