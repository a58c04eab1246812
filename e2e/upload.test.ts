import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

import { type BrowserContext } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startLimitMs, TestApp, type WatchedPage } from './app';
import {
  type DroppedFile,
  hostileName,
  notAMesh,
  notAScene,
  pointsOutside,
  promisesTooMuch,
  reachesOut,
  tetrahedron,
} from './fixtures/scene-files';
import { cheapestOffer } from './market-hand';

const limitMs = 120_000;
const patienceMs = 30_000;

let app: TestApp;
let visitor: BrowserContext;
let tab: WatchedPage;

beforeAll(async () => {
  app = await TestApp.start();
  visitor = await app.person();
  const { address } = await cheapestOffer(app.network);
  tab = await app.open(visitor, `/rent/${address}`);
}, startLimitMs);

afterAll(() => app?.close());

/** Chooses a file and waits for what the page says of it. */
async function choose(file: DroppedFile | string): Promise<string> {
  const input = tab.page.getByLabel('Choose your own file');
  await input.setInputFiles(file);
  const verdict = tab.page.getByRole('status').filter({ hasText: /Ready to render|: / });
  await verdict.getByText(/^Reading/).waitFor({ state: 'detached', timeout: patienceMs });
  return (await verdict.textContent()) ?? '';
}

describe('a visitor’s own file', () => {
  it('is read in the page, without a wallet', { timeout: limitMs }, async () => {
    expect(await choose(tetrahedron())).toContain('Ready to render: tetrahedron.ply');
    expect(tab.watch.complaints).toEqual([]);
  });

  it.each([
    ['of a kind that nobody reads', notAScene, /not a kind of scene/],
    ['that is a picture named like a mesh', notAMesh, /does not begin like one/],
    ['that promises more points than memory holds', promisesTooMuch, /promises\.ply/],
    ['whose faces point outside its points', pointsOutside, /outside\.ply/],
  ])('%s is refused with a reason, and the page goes on', { timeout: limitMs }, async (_, file, reason) => {
    const said = await choose(file);
    expect(said).toMatch(reason);
    expect(said).not.toContain('Ready to render');
    expect(await choose(tetrahedron('again.ply'))).toContain('Ready to render: again.ply');
    expect(tab.watch.complaints).toEqual([]);
  });

  it('that is larger than any scene is refused before it is read', { timeout: limitMs }, async () => {
    const file = app.network.path('huge.ply');
    const handle = openSync(file, 'w');
    ftruncateSync(handle, 3 * 1024 ** 3);
    closeSync(handle);
    expect(await choose(file)).toMatch(/The file has 3/);
  });

  it('that asks for data elsewhere is refused, and nobody is asked', { timeout: limitMs }, async () => {
    const asked: string[] = [];
    const elsewhere = await listen((url) => asked.push(url));
    const { port } = elsewhere.address() as AddressInfo;
    const said = await choose(reachesOut(`http://127.0.0.1:${port}/mesh.bin`));
    expect(said).toContain('one GLB file');
    expect(asked).toEqual([]);
    expect(tab.watch.complaints).toEqual([]);
    elsewhere.close();
  });

  it('with markup and direction marks in its name is shown as text', { timeout: limitMs }, async () => {
    const said = await choose(tetrahedron(hostileName));
    expect(said).toContain('Ready to render');
    expect(said).not.toContain('\u202E');
    expect(await tab.page.locator('main img[src="x"]').count()).toBe(0);
    expect(await tab.page.evaluate(() => 'pyronetPwned' in window)).toBe(false);
    expect(tab.watch.complaints).toEqual([]);
  });
});

async function listen(onRequest: (url: string) => void): Promise<Server> {
  const server = createServer((request, response) => {
    onRequest(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
