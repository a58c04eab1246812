import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { EngineError } from '../engine-error';
import { encodeJob } from '../job';
import { openEngine } from '../open-engine';
import { nativeUnderTest } from '../testing/native-under-test';
import { NativeEngine } from './native-engine';

const folder = mkdtempSync(path.join(tmpdir(), 'pyronet-faults-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
// Engines of other tests put their folders elsewhere.
const temporaryFolder = path.join(folder, 'temporary');
mkdirSync(temporaryFolder);
process.env['TMPDIR'] = temporaryFolder;

const scene = new Uint8Array(96);
scene.set(new TextEncoder().encode('PYROSCN2'));
const job = encodeJob({ width: 16, height: 16, tileEdge: 8, samples: 1, bounces: 1, seed: 0n }, scene);

let programs = 0;

/** An engine whose executable is this script; it may use `say(object)` and the first `request`. */
const engineOf = (script: string, maxSilenceMs = 20_000): NativeEngine => {
  programs += 1;
  const executable = path.join(folder, `engine-${programs}.mjs`);
  writeFileSync(
    executable,
    `#!${process.execPath}
import { writeFileSync, mkdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
const say = (answer) => process.stdout.write(JSON.stringify({ v: 2, id: 1, ...answer }) + '\\n');
process.stdin.once('data', (line) => { const request = JSON.parse(line); ${script} });
`,
  );
  chmodSync(executable, 0o755);
  return new NativeEngine({ executable, maxSilenceMs });
};

const run = (engine: NativeEngine): Promise<string> =>
  engine.run({ job, input: scene, onSegment: () => undefined }).then(
    () => 'no error',
    (error: unknown) => (error instanceof EngineError ? error.code : String(error)),
  );

const segment = `{ event: 'segment', index: 0, units: '5', stateIn: '00'.repeat(32),
  operationRoot: '00'.repeat(32), stateOut: '00'.repeat(32), leaf: '00'.repeat(32), sha256: '00'.repeat(32), bytes: 768, file: '0000000.out' }`;

describe('an engine process that misbehaves', () => {
  it('is missing', async () => {
    expect(await run(new NativeEngine({ executable: path.join(folder, 'nothing') }))).toBe('engine-missing');
  });

  it('crashes before and after it answered something', async () => {
    expect(await run(engineOf('process.exit(9);'))).toBe('engine-crashed');
    expect(await run(engineOf(`process.kill(process.pid, 'SIGSEGV');`))).toBe('engine-crashed');
    const complaining = engineOf(`console.error('out of luck'); process.exit(101);`);
    await expect(complaining.probe()).rejects.toThrow(/status 101.*out of luck/);
  });

  it('writes garbage', async () => {
    const garbage = [
      `process.stdout.write('Segmentation fault\\n');`,
      `process.stdout.write('null\\n');`,
      `process.stdout.write('{"v":1,"id":1,"event":"done","result":{"segments":0}}\\n');`,
      `say({ event: 'applause' });`,
      `say({ event: 'done', id: 7, result: {} });`,
      `say({ event: 'done' , result: { segments: 4 } });`,
      `say(${segment});`,
      `say({ ...${segment}, index: 3 });`,
      `say({ ...${segment}, units: '-5' });`,
      `say({ ...${segment}, file: '../../etc/passwd' });`,
      `say({ ...${segment}, state: '../../etc/passwd' });`,
      `mkdirSync('segments'); writeFileSync('segments/0000000.out', Buffer.alloc(768)); say(${segment});`,
      `mkdirSync('segments'); writeFileSync('segments/0000000.out', Buffer.alloc(768));
       say({ ...${segment}, sha256: createHash('sha256').update(Buffer.alloc(768)).digest('hex') });`,
    ];
    for (const script of garbage) expect(await run(engineOf(script)), script).toBe('engine-garbled');
  });

  it('writes a line without end', async () => {
    const endless = `const more = () => { while (process.stdout.write('x'.repeat(1 << 20))); process.stdout.once('drain', more); }; more();`;
    expect(await run(engineOf(endless))).toBe('engine-garbled');
  });

  it('says nothing', async () => {
    expect(await run(engineOf('setInterval(() => undefined, 1000);', 300))).toBe('engine-timeout');
  });

  it('fails its self-test, and is then not opened', async () => {
    const stale = engineOf(`say({ event: 'done', result: { passed: false, checks: [] } });`);
    expect(await stale.passesSelfTest()).toBe(false);
    process.env['PYRONET_ENGINE'] = path.join(folder, `engine-${programs}.mjs`);
    await expect(openEngine({ backend: 'native' })).rejects.toMatchObject({ code: 'engine-missing' });
    const engine = await openEngine();
    expect(engine.backend).toBe('wasm');
    delete process.env['PYRONET_ENGINE'];
    await engine.close();
  });

  it('refuses with a code that is not known', async () => {
    const engine = engineOf(
      `say({ event: 'error', code: 'bad-weather', detail: '', message: 'It rains.' });`,
    );
    await expect(engine.probe()).rejects.toMatchObject({
      code: 'engine-fault',
      detail: 'bad-weather',
      message: 'It rains.',
    });
  });
});

describe('what surrounds an engine process', () => {
  it('holds no environment variable and nothing but the job', async () => {
    process.env['PYRONET_SECRET_FOR_TEST'] = 'sesame';
    const script = `import('node:fs').then(({ readdirSync }) => say({ event: 'error', code: 'x',
      detail: JSON.stringify([Object.keys(process.env), readdirSync('.')]), message: 'm' }));`;
    const engine = engineOf(script);
    const refusal = await engine
      .run({ job, input: scene, onSegment: () => undefined })
      .catch((error: unknown) => error);
    delete process.env['PYRONET_SECRET_FOR_TEST'];
    if (!(refusal instanceof EngineError)) throw new Error('The engine did not answer.');
    expect(JSON.parse(refusal.detail ?? '')).toEqual([[], ['input', 'job']]);
  });

  it('is gone when the call has ended, process and folder', async () => {
    const pidFile = path.join(folder, 'pid');
    const engine = engineOf(
      `writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); setInterval(() => undefined, 1000);`,
    );
    const cancelling = new AbortController();
    const running = engine.run({ job, input: scene, signal: cancelling.signal, onSegment: () => undefined });
    const outcome = running.catch((error: unknown) => (error instanceof EngineError ? error.code : error));
    while (!existsSync(pidFile)) await new Promise((resolve) => setTimeout(resolve, 20));
    cancelling.abort();
    expect(await outcome).toBe('cancelled');
    expect(isAlive(Number(readFileSync(pidFile, 'utf8')))).toBe(false);
    expect(readdirSync(temporaryFolder)).toEqual([]);
  });

  it.skipIf(nativeUnderTest === undefined)('ends by itself when its parent is killed', async () => {
    const parent = execFile(process.execPath, [
      '-e',
      `const child = require('node:child_process').spawn(${JSON.stringify(nativeUnderTest)}, [], { stdio: 'pipe', env: {} });
       child.stdin.write('{"v":2,"id":1,"command":"bench","part":"work","seconds":600}\\n');
       console.log(child.pid);`,
    ]);
    const pid = await new Promise<number>((resolve) =>
      parent.stdout?.once('data', (text) => resolve(Number(text))),
    );
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
