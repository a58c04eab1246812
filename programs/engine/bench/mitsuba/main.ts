/**
 * `npm run check:mitsuba`: the Cornell box by the engine against Mitsuba 3, an independent renderer, over the same
 * triangles. The difference must fall as one over the root of the samples, to below one percent. Writes
 * docs/measurements/mitsuba.md.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { decodeJob, encodeJob } from '@/lib/engine/job';
import { openEngine } from '@/lib/engine/open-engine';
import { decodeResult, emptyResult, placeSegment } from '@/lib/engine/result';
import { keepMeasurement, markdownTable } from '@/lib/observability/measurement';

const execute = promisify(execFile);

const MITSUBA_VERSION = '3.5.2';
const EDGE = 32;
const BOUNCES = 4;
const REFERENCE_SAMPLES = 16_384;
const SAMPLES = [16, 64, 256, 1_024, 4_096, 16_384];
/** What the largest number of samples must reach, and how far four times the samples may stay from half the difference. */
const LARGEST_DIFFERENCE = 0.01;
const SLOWEST_FALL = 0.7;
const cache = process.env['PYRONET_CACHE'] ?? path.join(os.homedir(), '.cache', 'pyronet');

const folder = mkdtempSync(path.join(os.tmpdir(), 'pyronet-mitsuba-'));
try {
  await compareAll();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function compareAll(): Promise<void> {
  const python = await installMitsuba();
  const engine = await openEngine();
  const file = readFileSync('programs/engine/scenes/cornell_box.json');
  const scene = await engine.importScene(file, 'cornell-json');
  writeFileSync(path.join(folder, 'scene'), scene);
  const reference = await referencePicture(python);
  const differences: number[] = [];
  for (const samples of SAMPLES) {
    const settings = { width: EDGE, height: EDGE, tileEdge: 8, samples, bounces: BOUNCES, seed: 7n };
    const job = encodeJob(settings, scene);
    const decoded = decodeJob(job);
    const result = emptyResult(decoded);
    await engine.run({ job, input: scene, onSegment: (segment) => placeSegment(result, decoded, segment) });
    differences.push(relativeDifference(decodeResult(result).linear, reference));
    console.log(samples, differences.at(-1));
  }
  await engine.close();
  check(differences);
  keepMeasurement('.', {
    name: 'mitsuba',
    title: 'The Cornell box against Mitsuba',
    command: 'npm run check:mitsuba',
    body: report(differences),
  });
}

async function installMitsuba(): Promise<string> {
  const environment = path.join(cache, `mitsuba-${MITSUBA_VERSION}`);
  const python = path.join(environment, 'bin', 'python');
  const works = await execute(python, ['-c', 'import mitsuba']).then(
    () => true,
    () => false,
  );
  if (!works) {
    await execute('python3', ['-m', 'venv', '--clear', environment]);
    await execute(python, ['-m', 'pip', 'install', '--quiet', `mitsuba==${MITSUBA_VERSION}`, 'numpy']);
  }
  return python;
}

async function referencePicture(python: string): Promise<Float32Array> {
  const script = path.resolve('programs/engine/bench/mitsuba/reference.py');
  const output = path.join(folder, 'reference');
  const numbers = [EDGE, BOUNCES, REFERENCE_SAMPLES].map(String);
  await execute(python, [script, path.join(folder, 'scene'), ...numbers, output]);
  return new Float32Array(Uint8Array.from(readFileSync(output)).buffer);
}

/** Root of the mean squared difference of all channels, each over the reference and a twentieth of its mean. */
function relativeDifference(found: Float32Array, reference: Float32Array): number {
  const mean = reference.reduce((sum, value) => sum + value, 0) / reference.length;
  let sum = 0;
  reference.forEach((expected, at) => {
    sum += (((found[at] ?? Number.NaN) - expected) / (expected + mean / 20)) ** 2;
  });
  return Math.sqrt(sum / reference.length);
}

function check(differences: readonly number[]): void {
  const last = differences.at(-1) ?? Number.NaN;
  if (!(last < LARGEST_DIFFERENCE)) throw new Error(`The difference ends at ${last}.`);
  // Near the end the reference's own noise shows.
  differences.slice(0, 4).forEach((difference, at, first) => {
    const next = first[at + 1];
    if (next !== undefined && !(next < SLOWEST_FALL * difference)) {
      throw new Error(`From ${difference} four times the samples only lead to ${next}.`);
    }
  });
}

function report(differences: readonly number[]): string {
  const rows = differences.map((difference, at) => {
    const before = differences[at - 1];
    return [
      (SAMPLES[at] ?? 0).toLocaleString('en'),
      `${(difference * 100).toFixed(2)} %`,
      before === undefined ? '' : (difference / before).toFixed(2),
    ];
  });
  return `
The measured Cornell box at ${EDGE} × ${EDGE} pixels with ${BOUNCES} bounces, by the engine and by Mitsuba ${MITSUBA_VERSION} (scalar_rgb, path
integrator, ${REFERENCE_SAMPLES.toLocaleString('en')} multi-jittered samples) from the same triangles, colours and camera. The difference is the root of
the mean square over all pixels and channels, relative to the reference. Independent samples would halve it with each
row; the reference's own noise is part of it and shows in the last rows.

${markdownTable(['samples per pixel', 'difference', 'times the row above'], rows)}`;
}
