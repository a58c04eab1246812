import { sha256 } from '@noble/hashes/sha2';
import { describe, expect, it } from 'vitest';

import { EngineError } from './engine-error';
import { decodeJob, encodeJob, segmentCount, tileOf, type JobSettings } from './job';

const scene = new Uint8Array(100);
scene.set(new TextEncoder().encode('PYROSCN2'));
scene[12] = 7;

const settings: JobSettings = {
  width: 100,
  height: 60,
  tileEdge: 32,
  samples: 4,
  bounces: 5,
  seed: 2n ** 63n,
};

const codeOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    if (error instanceof EngineError) return error.code;
  }
  return 'no error';
};

describe('job bytes', () => {
  it('say the same after decoding', () => {
    const camera = {
      position: [1, 2, 3],
      forward: [0, 0, -1],
      up: [0, 1, 0],
      tanHalfFovY: 0.5,
    } as const;
    expect(decodeJob(encodeJob({ ...settings, camera }, scene))).toEqual({
      ...settings,
      camera,
      sceneSha256: sha256(scene),
      sceneBytes: 100n,
      sceneTriangles: 7,
    });
    expect(decodeJob(encodeJob(settings, scene))).not.toHaveProperty('camera');
  });

  it('are refused when a setting is out of range', () => {
    const wrong: Partial<JobSettings>[] = [
      { width: 0 },
      { height: 16_385 },
      { tileEdge: 12 },
      { samples: 1.5 },
      { bounces: 65 },
      { seed: -1n },
      { seed: 2n ** 64n },
      { width: 16_384, height: 16_384, tileEdge: 8 },
    ];
    for (const change of wrong)
      expect(codeOf(() => encodeJob({ ...settings, ...change }, scene))).toBe('bad-job');
    expect(codeOf(() => encodeJob(settings, new Uint8Array(100)))).toBe('bad-scene');
  });

  it('are refused when truncated, of another kind, or with a stray camera', () => {
    const job = encodeJob(settings, scene);
    expect(codeOf(() => decodeJob(job.subarray(0, 127)))).toBe('bad-job');
    for (const offset of [0, 8, 84, 90]) {
      const broken = job.slice();
      broken[offset] = 9;
      expect(codeOf(() => decodeJob(broken))).toBe('bad-job');
    }
  });
});

describe('tiles', () => {
  it('cover every pixel exactly once', () => {
    const hits = new Uint8Array(settings.width * settings.height);
    for (let index = 0; index < segmentCount(settings); index += 1) {
      const tile = tileOf(settings, index);
      for (let y = tile.top; y < tile.top + tile.height; y += 1) {
        for (let x = tile.left; x < tile.left + tile.width; x += 1) {
          hits[y * settings.width + x] = (hits[y * settings.width + x] ?? 0) + 1;
        }
      }
    }
    expect(hits.every((count) => count === 1)).toBe(true);
    expect(codeOf(() => tileOf(settings, segmentCount(settings)))).toBe('bad-job');
  });
});
