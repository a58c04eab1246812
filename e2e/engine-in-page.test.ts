import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Browser, type Page } from '@playwright/test';
import { createViteServer } from 'vitest/node';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { type openBrowserEngine } from '@/lib/engine/browser/open-browser-engine';
import { type Engine, type Segment } from '@/lib/engine/engine';
import { encodeJob } from '@/lib/engine/job';
import { openWasmEngine } from '@/lib/engine/wasm';

import { openBrowser } from './browser';
import { freePort } from './ports';

/** What the page below offers to the tests. */
interface EnginePage {
  readonly openBrowserEngine: typeof openBrowserEngine;
  readonly encodeJob: typeof encodeJob;
}

const root = path.resolve(import.meta.dirname, '..');
const htmlFor = (sha256: string): string => `<!doctype html><title>engine</title>
<script>window.process = { env: { PYRONET_ENGINE_SHA256: '${sha256}' } };</script>
<script type="module">
  import { openBrowserEngine } from '/lib/engine/browser/open-browser-engine.ts';
  import { encodeJob } from '/lib/engine/job.ts';
  Object.assign(window, { openBrowserEngine, encodeJob });
</script>`;
const scenePath = '/programs/engine/scenes/cornell_box.json';
const settings = { width: 50, height: 34, tileEdge: 16, samples: 3, bounces: 4, seed: 7n };

let server: Awaited<ReturnType<typeof createViteServer>>;
let browser: Browser;
let page: Page;
let cacheDir: string;
let reference: Engine;

beforeAll(async () => {
  const wasm = await readFile(path.join(root, 'public/engine/engine.wasm'));
  reference = await openWasmEngine(wasm);
  cacheDir = await mkdtemp(path.join(tmpdir(), 'pyronet-page-'));
  const sha256 = createHash('sha256').update(wasm).digest('hex');
  // The modules themselves, served as they are to a page that holds nothing else.
  server = await createViteServer({
    root,
    cacheDir,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    resolve: { alias: { '@': root } },
    server: { host: '127.0.0.1', port: await freePort(), hmr: false, watch: null },
    plugins: [
      {
        name: 'empty-page',
        configureServer: ({ middlewares }) =>
          void middlewares.use('/empty', (_, response) => {
            response.setHeader('content-type', 'text/html');
            response.end(htmlFor(sha256));
          }),
      },
    ],
  });
  await server.listen();
  browser = await openBrowser();
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.config.server.port}/empty`);
  await page.waitForFunction(() => 'encodeJob' in window);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(cacheDir, { recursive: true, force: true });
});

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

it('imports, plans and renders in web workers of a page to the same bytes as in Node', async () => {
  const file = await readFile(path.join(root, scenePath));
  const scene = await reference.importScene(file, 'cornell-json');
  const job = encodeJob(settings, scene);
  const plan = await reference.plan({ job, input: scene });
  const segments: Segment[] = [];
  await reference.run({ job, input: scene, onSegment: (segment) => void segments.push(segment) });

  const inPage = await page.evaluate(
    async ([sceneFile, seed, numbers]) => {
      const hex = (bytes: Uint8Array): string =>
        Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
      const tools = window as unknown as EnginePage;
      const engine = await tools.openBrowserEngine();
      const bytes = new Uint8Array(await (await fetch(sceneFile)).arrayBuffer());
      const imported = await engine.importScene(bytes, 'cornell-json');
      const encoded = tools.encodeJob({ ...numbers, seed: BigInt(seed) }, imported);
      const planned = await engine.plan({ job: encoded, input: imported });
      const rendered: { units: string; leaf: string; output: string; matches: boolean }[] = [];
      await engine.run({
        job: encoded,
        input: imported,
        onSegment: async (claimed) => {
          const { matches } = await engine.verifySegment({ job: encoded, input: imported, claimed });
          const { units, leaf, output } = claimed;
          rendered.push({ units: units.toString(), leaf: hex(leaf), output: hex(output), matches });
        },
      });
      const { backend, version } = await engine.probe();
      return {
        scene: hex(imported),
        planRoot: hex(planned.planRoot),
        units: planned.cumulativeUnits.map(String),
        rendered,
        backend,
        version,
      };
    },
    [
      `data:application/json;base64,${file.toString('base64')}`,
      settings.seed.toString(),
      { width: 50, height: 34, tileEdge: 16, samples: 3, bounces: 4 },
    ] as const,
  );
  expect(inPage.scene).toBe(hexOf(scene));
  expect(inPage.planRoot).toBe(hexOf(plan.planRoot));
  expect(inPage.units).toEqual(plan.cumulativeUnits.map(String));
  expect(inPage.rendered).toEqual(
    segments.map(({ units, leaf, output }) => ({
      units: units.toString(),
      leaf: hexOf(leaf),
      output: hexOf(output),
      matches: true,
    })),
  );
  expect({ backend: inPage.backend, version: inPage.version }).toEqual({
    backend: 'wasm',
    version: (await reference.probe()).version,
  });
});

it('ends at once when it is cancelled in the middle, refuses a module that is another, and says what a bad file is', async () => {
  const found = await page.evaluate(async () => {
    const { openBrowserEngine } = window as unknown as EnginePage;
    const codeOf = async (promise: Promise<unknown>): Promise<string> =>
      promise.then(
        () => 'no error',
        (error: unknown) => String(Reflect.get(Object(error), 'code')),
      );
    const engine = await openBrowserEngine();
    const stop = new AbortController();
    // The standard job keeps the engine busy for seconds.
    const cancelled = codeOf(engine.bench({ signal: stop.signal }));
    setTimeout(() => stop.abort(), 300);
    const code = await cancelled;
    const badFile = await codeOf(engine.importScene(new Uint8Array([1, 2, 3]), 'ply'));
    const otherModule = await codeOf(openBrowserEngine({ sha256: '00'.repeat(32) }));
    const noModule = await codeOf(openBrowserEngine({ url: '/engine/absent.wasm' }));
    return { code, badFile, otherModule, noModule };
  });
  expect(found).toEqual({
    code: 'cancelled',
    badFile: 'import-failed',
    otherModule: 'engine-missing',
    noModule: 'engine-missing',
  });
});
