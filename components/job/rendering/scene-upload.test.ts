import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { EngineError } from '@/lib/engine/engine-error';
import { openEngine } from '@/lib/engine/open-engine';

import {
  checkSceneFile,
  checkSceneSize,
  headBytes,
  importProblem,
  largestFileBytes,
  type OfferedFile,
} from './scene-upload';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const file = (name: string, head: string, sizeBytes = head.length): OfferedFile => ({
  name,
  sizeBytes,
  head: bytes(head),
});

describe('a file that is offered for rendering', () => {
  test.each([
    [file('a.ply', 'ply\nformat ascii 1.0\n'), 'ply'],
    [file('A.PLY', 'ply\r\nformat'), 'ply'],
    [file('a.glb', 'glTF\u0002'), 'glb'],
    [file('a.gltf', '\uFEFF\n {"asset":{}}'), 'gltf'],
    [file('a.gltf', 'glTF\u0002'), 'glb'],
  ])('is known by its beginning: %#', (offered, format) => {
    expect(checkSceneFile(offered)).toEqual({ ok: true, value: format });
  });

  test.each([
    ['file_wrong_type', file('a.exe', 'MZ')],
    ['file_wrong_type', file('ply', 'ply\n')],
    ['file_wrong_type', file('a.ply.txt', 'ply\n')],
    ['file_empty', file('a.ply', '')],
    ['file_too_large', file('a.ply', 'ply\n', largestFileBytes + 1)],
    ['file_mislabelled', file('a.ply', 'MZ\u0000')],
    ['file_mislabelled', file('a.glb', 'ply\n')],
    ['file_mislabelled', file('a.ply', '{}')],
    ['file_mislabelled', file('a.gltf', '<html>')],
  ])('is refused in one sentence with a next step: %s %#', (code, offered) => {
    const checked = checkSceneFile(offered);
    expect(checked).toMatchObject({ ok: false, problem: { code } });
    if (!checked.ok) {
      expect(checked.problem.message).toMatch(/^[A-Z].*\.$/);
      expect(checked.problem.next).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('of the largest size is taken', () => {
    expect(checkSceneFile(file('a.ply', 'ply\n', largestFileBytes)).ok).toBe(true);
  });

  test('never throws and never passes what the importer has no reader for', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a.ply', 'b.glb', 'c.gltf', 'd.GLB')),
        fc.oneof(
          fc.uint8Array({ maxLength: headBytes }),
          fc.constantFrom(...['ply\n', 'glTF', '{', ' {}', 'ply'].map(bytes)),
        ),
        fc.integer({ min: 0, max: 2 ** 40 }),
        (name, head, sizeBytes) => {
          const checked = checkSceneFile({ name, sizeBytes, head });
          if (!checked.ok) return;
          expect(name).toMatch(/\.(ply|glb|gltf)$/i);
          expect(sizeBytes).toBeLessThanOrEqual(largestFileBytes);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('a scene', () => {
  test('must fit what the offer takes together with its job', () => {
    expect(checkSceneSize(872, 128, 1_000n)).toBeUndefined();
    expect(checkSceneSize(873, 128, 1_000n)).toMatchObject({ code: 'scene_too_large' });
  });
});

describe('a file that breaks inside', () => {
  test.each([
    ['ply', 'ply\nformat ascii 1.0\nelement vertex 3\n'],
    [
      'ply',
      'ply\nformat binary_little_endian 1.0\nelement vertex 4294967295\nproperty float x\nend_header\n',
    ],
    ['gltf', '{"asset":{"version":"2.0"},"buffers":[{"uri":"https://elsewhere/a.bin","byteLength":4}]}'],
    ['gltf', `{"asset":{"version":"2.0"},"extensionsRequired":["\u202Ebad\u0007"]}`],
    ['glb', 'glTF\u0002\u0000\u0000\u0000'],
  ] as const)('is refused in the importer’s words, cleaned: %s %#', async (format, text) => {
    const engine = await openEngine({ backend: 'wasm', threads: 1 });
    const refusal: unknown = await engine.importScene(bytes(text), format).catch((error: unknown) => error);
    await engine.close();
    const problem = importProblem(refusal);
    expect(problem.code).toBe('scene_refused');
    expect(problem.message).toMatch(/^[A-Z].*\.$/);
    expect(problem.message).not.toMatch(/[\p{C}]/u);
  });

  test('and needs other files is told to come as one', () => {
    const error = new EngineError('import-failed', 'Data lies elsewhere.', { detail: 'external-data' });
    expect(importProblem(error).next).toContain('one GLB file');
  });

  test('cannot turn or lengthen the words about it', () => {
    const error = new EngineError('import-failed', `Needs \u202E"x"\u0007${'!'.repeat(9_999)}`);
    expect(importProblem(error).message).toMatch(/^Needs "x"!+…$/);
    expect(Array.from(importProblem(error).message)).toHaveLength(200);
  });

  test('and cannot be read at all is said to be unreadable', () => {
    expect(importProblem(new Error('NotReadableError')).code).toBe('file_unreadable');
  });
});
