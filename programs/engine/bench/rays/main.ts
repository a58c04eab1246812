/**
 * `npm run bench:rays`: closest-hit queries per second on one thread — the engine natively, the same engine as
 * WebAssembly, and Embree — over the same scenes and the same prepared rays. Writes docs/measurements/rays.md.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { keepMeasurement, markdownTable } from '@/lib/observability/measurement';

import { boulderPly } from './boulder';
import { WebAssemblyTracer } from './webassembly-tracer';

const execute = promisify(execFile);

const EMBREEX_VERSION = '4.4.0.post1';
const PICTURE_EDGE = 512;
const ROUNDS = 4;
const PASSES = 4;
const scenesFolder = 'programs/engine/scenes';
const benchFolder = path.resolve('programs/engine/bench/rays');
const cache = process.env['PYRONET_CACHE'] ?? path.join(os.homedir(), '.cache', 'pyronet');

interface SceneFile {
  readonly name: string;
  readonly file: string;
  readonly format: string;
}

interface Measurement {
  readonly scene: string;
  readonly triangles: number;
  readonly kind: 'primary' | 'bounce';
  readonly rays: number;
  /** Seconds of the best pass over all rays. */
  readonly nativeSeconds: number;
  readonly webAssemblySeconds: number;
  readonly embreeSeconds: number;
  /** Share of rays for which Embree finds the same triangle. */
  readonly agreement: number;
  readonly lanes: string;
}

interface Tools {
  readonly native: string;
  readonly webAssembly: Buffer<ArrayBuffer>;
  readonly python: string;
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'pyronet-rays-'));
try {
  await measureAll();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measureAll(): Promise<void> {
  const tools = await buildTools();
  const boulder = path.join(folder, 'boulder.ply');
  writeFileSync(boulder, boulderPly());
  const scenes: readonly SceneFile[] = [
    { name: 'Cornell box', file: `${scenesFolder}/cornell_box.json`, format: 'cornell-json' },
    { name: 'Utah teapot', file: `${scenesFolder}/teapot.ply`, format: 'ply' },
    { name: 'Orrery', file: `${scenesFolder}/orrery.glb`, format: 'glb' },
    { name: 'Boulder (generated)', file: boulder, format: 'ply' },
  ];
  const measurements: Measurement[] = [];
  for (const scene of scenes) {
    for (const measurement of await measure(scene, tools)) {
      measurements.push(measurement);
      console.log(cellsOf(measurement).join('  '));
    }
  }
  keepMeasurement('.', {
    name: 'rays',
    title: 'Rays per second',
    command: 'npm run bench:rays',
    body: report(measurements),
  });
}

async function buildTools(): Promise<Tools> {
  console.log('building ray-bench, natively and for WebAssembly');
  const build = ['build', '--release', '--quiet'];
  await execute('cargo', build, { cwd: benchFolder });
  await execute('cargo', [...build, '--lib', '--target', 'wasm32-unknown-unknown'], {
    cwd: benchFolder,
    env: { ...process.env, RUSTFLAGS: '-C target-feature=+simd128' },
  });
  const target = path.join(benchFolder, 'target');
  return {
    native: path.join(target, 'release', 'ray-bench'),
    webAssembly: readFileSync(path.join(target, 'wasm32-unknown-unknown', 'release', 'ray_bench.wasm')),
    python: await installEmbree(),
  };
}

async function installEmbree(): Promise<string> {
  const environment = path.join(cache, `embreex-${EMBREEX_VERSION}`);
  const python = path.join(environment, 'bin', 'python');
  const works = await execute(python, ['-c', 'import embreex']).then(
    () => true,
    () => false,
  );
  if (!works) {
    await execute('python3', ['-m', 'venv', '--clear', environment]);
    await execute(python, ['-m', 'pip', 'install', '--quiet', `embreex==${EMBREEX_VERSION}`, 'numpy']);
  }
  return python;
}

async function measure(scene: SceneFile, tools: Tools): Promise<Measurement[]> {
  const prepared = path.join(folder, scene.name);
  const counts = await answer<{ triangles: number; primary: number; bounce: number }>(tools.native, [
    'prepare',
    scene.file,
    scene.format,
    String(PICTURE_EDGE),
    prepared,
  ]);
  const measurements: Measurement[] = [];
  for (const kind of ['primary', 'bounce'] as const) {
    let [native, webAssembly, embree, agreement, lanes] = [Infinity, Infinity, Infinity, 0, ''];
    // In turns, so that other work on the machine slows none of them alone.
    for (let round = 0; round < ROUNDS; round += 1) {
      const trace = ['trace', prepared, kind, String(PASSES)];
      const timed = await answer<{ lanes: string; seconds: number }>(tools.native, trace);
      [native, lanes] = [Math.min(native, timed.seconds), timed.lanes];

      const scene = readFileSync(path.join(prepared, 'scene'));
      const tracer = await WebAssemblyTracer.open(tools.webAssembly, scene);
      const { seconds, hits } = tracer.time(readFileSync(path.join(prepared, `${kind}.rays`)), PASSES);
      if (!hits.equals(readFileSync(path.join(prepared, `${kind}.hits`)))) {
        throw new Error(`WebAssembly finds other triangles than the native engine: ${prepared}, ${kind}.`);
      }
      webAssembly = Math.min(webAssembly, seconds);

      const script = path.join(benchFolder, 'embree.py');
      const peer = await answer<{ seconds: number; agreement: number }>(tools.python, [
        script,
        prepared,
        kind,
        String(PASSES),
      ]);
      [embree, agreement] = [Math.min(embree, peer.seconds), peer.agreement];
    }
    measurements.push({
      scene: scene.name,
      triangles: counts.triangles,
      kind,
      rays: counts[kind],
      nativeSeconds: native,
      webAssemblySeconds: webAssembly,
      embreeSeconds: embree,
      agreement,
      lanes,
    });
  }
  return measurements;
}

async function answer<T>(program: string, programArguments: readonly string[]): Promise<T> {
  const { stdout } = await execute(program, programArguments);
  return JSON.parse(stdout) as T;
}

function cellsOf(measurement: Measurement): readonly string[] {
  const { rays, nativeSeconds, webAssemblySeconds, embreeSeconds } = measurement;
  const millions = (seconds: number): string => (rays / seconds / 1e6).toFixed(2);
  const ratio = (seconds: number): string => (seconds / nativeSeconds).toFixed(2);
  return [
    measurement.scene,
    measurement.triangles.toLocaleString('en'),
    measurement.kind,
    millions(nativeSeconds),
    millions(webAssemblySeconds),
    millions(embreeSeconds),
    ratio(webAssemblySeconds),
    ratio(embreeSeconds),
    `${(measurement.agreement * 100).toFixed(3)} %`,
  ];
}

function report(measurements: readonly Measurement[]): string {
  const header = ['scene', 'triangles', 'rays', 'native', 'WebAssembly', 'Embree'];
  const ratios = ['native / WebAssembly', 'native / Embree', 'same triangle'];
  return `
Closest-hit queries on one thread, in millions per second: the engine natively (lanes: ${measurements[0]?.lanes ?? ''}), the
same engine as WebAssembly (simd128), and Embree 4 through embreex ${EMBREEX_VERSION}. Same scenes, same rays:
${PICTURE_EDGE} × ${PICTURE_EDGE} camera rays, and from what they meet one cosine-distributed ray each. Best of
${ROUNDS * PASSES} passes, taken in turns; building the hierarchy is not counted. Native and WebAssembly found the same triangle for every ray, or the
command fails; the last column is the share of rays for which Embree found it too (it rounds differently at edges). All
three are asked ray by ray, as embreex does with rtcIntersect1. A ratio above 1 means that the native engine is faster.

${markdownTable([...header, ...ratios], measurements.map(cellsOf))}`;
}
