import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type SceneFormat } from '@/lib/engine/engine';
import { encodeJob } from '@/lib/engine/job';
import { openEngine } from '@/lib/engine/open-engine';

import { everySurfaceGltf } from './every-surface';

const execute = promisify(execFile);
const BUILD_TIMEOUT_MS = 600_000;
/** Exit status of build-cuda.sh where the compiler cannot be fetched. */
const NO_COMPILER = 3;
const GPU_ARCHITECTURES = [75, 80, 86, 89, 90, 100, 120];

const folder = mkdtempSync(path.join(tmpdir(), 'pyronet-cuda-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Why the kernel could not be compiled; empty if it was. */
let reasonToSkip = '';
beforeAll(async () => {
  try {
    await execute('bash', ['programs/engine/scripts/build-cuda.sh', folder]);
  } catch (error) {
    if (!isExit(error) || error.code !== NO_COMPILER) throw error;
    reasonToSkip = `no CUDA compiler: ${error.stderr.trim().split('\n').at(-1) ?? ''}`;
  }
}, BUILD_TIMEOUT_MS);

describe('the CUDA kernel', () => {
  it('compiles for every supported GPU, and to PTX for later ones', ({ skip }) => {
    skip(reasonToSkip !== '', reasonToSkip);
    const images = fatBinaryImages(readFileSync(path.join(folder, 'path_tracer.fatbin')));
    const compiled = images.filter(({ kind }) => kind === 'cubin').map(({ architecture }) => architecture);
    expect(compiled.sort((a, b) => a - b)).toEqual(GPU_ARCHITECTURES);
    expect(images.filter(({ kind }) => kind === 'ptx').map(({ architecture }) => architecture)).toContain(
      120,
    );
  });

  it('rounds every operation once: nothing approximate, fused or flushed', ({ skip }) => {
    skip(reasonToSkip !== '', reasonToSkip);
    const ptx = readFileSync(path.join(folder, 'path_tracer.ptx'), 'utf8');
    const floatInstructions = [
      ...ptx.matchAll(/^\s+(?:@\S+\s+)?([a-z0-9.]+\.f(?:16|32|64)[a-z0-9.]*)\s/gm),
    ].map(([, name = '']) => name);
    const exact =
      /^(?:(?:add|sub|mul|div|sqrt)\.rn\.f32|(?:neg|abs|mov|selp)\.f32|setp\.[a-z]+(?:\.[a-z]+)?\.f32)$/;
    const moved = /^(?:ld|st)\.[a-z0-9.]+$|^cvt\.rn\.f32\.u32$/;
    expect(floatInstructions.filter((name) => !exact.test(name) && !moved.test(name))).toEqual([]);
    for (const needed of ['add.rn.f32', 'mul.rn.f32', 'div.rn.f32', 'sqrt.rn.f32']) {
      expect(floatInstructions).toContain(needed);
    }
    expect(ptx).not.toMatch(/approx|\.ftz|mufu|atom|red\./);
  });
});

describe("the kernel's sources, compiled for the host", () => {
  const hostCheck = path.join(folder, 'host_check');
  beforeAll(async () => {
    const flags = ['-std=c++17', '-O2', '-ffp-contract=off', '-Wall', '-Wextra', '-Werror'];
    await execute('g++', [...flags, 'programs/engine/cuda/host_check.cpp', '-o', hostCheck]);
  }, BUILD_TIMEOUT_MS);

  it.for<readonly [string, SceneFormat]>([
    ['cornell_box.json', 'cornell-json'],
    ['teapot.ply', 'ply'],
    ['orrery.glb', 'glb'],
    ['every kind of surface', 'gltf'],
  ])('render %s to the bytes of the engine', async ([file, format]) => {
    const engine = await openEngine();
    const bytes = format === 'gltf' ? everySurfaceGltf() : readFileSync(`programs/engine/scenes/${file}`);
    const scene = await engine.importScene(bytes, format);
    // A camera of the job's own takes the other branch of the kernel.
    const camera = {
      position: [0.3, 0.4, 5],
      forward: [0, 0, -1],
      up: [0, 1, 0.1],
      tanHalfFovY: 0.5,
    } as const;
    const settings = {
      width: 90,
      height: 70,
      tileEdge: 32,
      samples: 5,
      bounces: 6,
      seed: 0xfeedfacecafebeefn,
    };
    for (const job of [encodeJob(settings, scene), encodeJob({ ...settings, camera }, scene)]) {
      const outputs: Uint8Array[] = [];
      await engine.run({ job, input: scene, onSegment: ({ output }) => void outputs.push(output) });
      const [jobFile, sceneFile] = [path.join(folder, 'job'), path.join(folder, 'scene')];
      writeFileSync(jobFile, job);
      writeFileSync(sceneFile, scene);
      const { stdout } = await execute(hostCheck, [jobFile, sceneFile, '0', String(outputs.length)], {
        encoding: 'buffer',
        maxBuffer: 64 << 20,
      });
      expect(stdout.equals(Buffer.concat(outputs))).toBe(true);
    }
    await engine.close();
  });
});

interface FatBinaryImage {
  readonly kind: 'ptx' | 'cubin';
  /** Compute capability without the point. */
  readonly architecture: number;
}

/** The images of a fat binary: a 16-byte header, then images, each with its own header before its bytes. */
function fatBinaryImages(bytes: Buffer): FatBinaryImage[] {
  expect(bytes.readUInt32LE(0)).toBe(0xba55ed50);
  const images: FatBinaryImage[] = [];
  let offset = bytes.readUInt16LE(6);
  while (offset < bytes.length) {
    images.push({
      kind: bytes.readUInt16LE(offset) === 1 ? 'ptx' : 'cubin',
      architecture: bytes.readUInt32LE(offset + 28),
    });
    offset += bytes.readUInt32LE(offset + 4) + Number(bytes.readBigUInt64LE(offset + 8));
  }
  return images;
}

function isExit(error: unknown): error is { readonly code: number; readonly stderr: string } {
  return error instanceof Error && 'code' in error && 'stderr' in error;
}
