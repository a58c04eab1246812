import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Engine } from '@/lib/engine/engine';
import { openEngine } from '@/lib/engine/open-engine';

import { exitCode } from './demo-problem';
import { defaultScene, readScene } from './scene-file';

let folder: string;
let engine: Engine;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pyronet-scenes-'));
  engine = await openEngine();
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string | Uint8Array): string {
  const full = path.join(folder, name);
  writeFileSync(full, content);
  return full;
}

test('the scene that comes with the repository is read', async () => {
  const scene = await readScene(engine, defaultScene);
  expect(new TextDecoder().decode(scene.subarray(0, 8))).toBe('PYROSCN2');
});

const declaresTooMuch = [
  'ply',
  'format binary_little_endian 1.0',
  'element vertex 4294967295',
  ...['property float x', 'property float y', 'property float z'],
  'end_header',
  '',
].join('\n');

test.each<[string, string, string | Uint8Array]>([
  ['a file of an unknown kind', 'scene.txt', 'hello'],
  ['an empty mesh', 'empty.ply', ''],
  [
    'a truncated mesh',
    'short.ply',
    'ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nend_header\n0\n',
  ],
  ['a mesh that declares more than it holds', 'huge.ply', declaresTooMuch],
  ['a scene that is no scene', 'scene.json', '{"width":1e999}'],
  ['a binary glTF of garbage', 'scene.glb', new Uint8Array(64).fill(0xff)],
])('%s is refused, and the file is named', async (_, name, content) => {
  await expect(readScene(engine, file(name, content))).rejects.toMatchObject({
    exit: exitCode.badInput,
    message: expect.stringContaining(name),
  });
});

test('a scene that is not there, or is a folder, is refused', async () => {
  mkdirSync(path.join(folder, 'folder.ply'));
  await expect(readScene(engine, path.join(folder, 'missing.ply'))).rejects.toThrow(
    'cannot be read (ENOENT)',
  );
  await expect(readScene(engine, path.join(folder, 'folder.ply'))).rejects.toThrow('is not a file');
});
