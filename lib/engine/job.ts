import { sha256 } from '@noble/hashes/sha2';

import { EngineError } from './engine-error';
import { segmentCount } from './tiles';

export { segmentCount, type Tile, tileOf } from './tiles';

/** A path tracing job. Ranges are those of `PYROJOB1`, programs/compute-spec/src/job.rs. */
export interface JobSettings {
  /** 1 to 16384 pixels. */
  readonly width: number;
  /** 1 to 16384 pixels. */
  readonly height: number;
  /** Edge of a tile in pixels: a multiple of 8 from 8 to 512. A tile is a segment. */
  readonly tileEdge: number;
  /** Paths per pixel, 1 to 65536. */
  readonly samples: number;
  /** Most surface interactions of a path, 0 to 64. */
  readonly bounces: number;
  /** Seed of every random number of the job, an unsigned 64-bit integer. */
  readonly seed: bigint;
  /** Replaces the scene's own camera. */
  readonly camera?: Camera;
}

/** A pinhole camera. `forward` and `up` need neither unit length nor a right angle between them. */
export interface Camera {
  /** In scene units. */
  readonly position: Vector3;
  readonly forward: Vector3;
  readonly up: Vector3;
  /** tan(vertical field of view / 2). */
  readonly tanHalfFovY: number;
}

export type Vector3 = readonly [number, number, number];

/** What job bytes say. */
export interface Job extends JobSettings {
  readonly sceneSha256: Uint8Array;
  readonly sceneBytes: bigint;
  readonly sceneTriangles: number;
}

export const JOB_BYTES = 128;
export const MAX_SEGMENTS = 2 ** 20;
/** Bytes of a pixel in outputs and results: linear RGB, three little-endian f32. */
export const PIXEL_BYTES = 12;

export const JOB_MAGIC = 'PYROJOB1';
const SCENE_MAGIC = 'PYROSCN2';
const SCENE_HEADER_BYTES = 96;
const KIND_PATH_TRACING = 1;
const CAMERA_OFFSET = 88;

/** Canonical job bytes for rendering `scene` (canonical scene bytes). Throws `bad-job` or `bad-scene`. */
export function encodeJob(settings: JobSettings, scene: Uint8Array): Uint8Array {
  checkSettings(settings);
  if (scene.length < SCENE_HEADER_BYTES || !startsWith(scene, SCENE_MAGIC)) {
    throw new EngineError('bad-scene', 'These bytes are not a scene.');
  }
  const bytes = new Uint8Array(JOB_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(JOB_MAGIC));
  const { width, height, tileEdge, samples, bounces, camera } = settings;
  [KIND_PATH_TRACING, width, height, tileEdge, samples, bounces].forEach((word, index) => {
    view.setUint32(8 + 4 * index, word, true);
  });
  view.setBigUint64(32, settings.seed, true);
  bytes.set(sha256(scene), 40);
  view.setBigUint64(72, BigInt(scene.length), true);
  view.setUint32(80, viewOf(scene).getUint32(12, true), true);
  if (camera !== undefined) {
    view.setUint32(84, 1, true);
    cameraWords(camera).forEach((word, index) => {
      view.setFloat32(CAMERA_OFFSET + 4 * index, word, true);
    });
  }
  return bytes;
}

/** What canonical job bytes say. Throws `bad-job`. The engine remains the judge of scene and camera. */
export function decodeJob(bytes: Uint8Array): Job {
  if (bytes.length !== JOB_BYTES || !startsWith(bytes, JOB_MAGIC)) {
    throw new EngineError('bad-job', 'These bytes are not a job.');
  }
  const view = viewOf(bytes);
  if (view.getUint32(8, true) !== KIND_PATH_TRACING) {
    throw new EngineError('bad-job', 'This kind of job is not known to this version.');
  }
  const job: Job = {
    width: view.getUint32(12, true),
    height: view.getUint32(16, true),
    tileEdge: view.getUint32(20, true),
    samples: view.getUint32(24, true),
    bounces: view.getUint32(28, true),
    seed: view.getBigUint64(32, true),
    sceneSha256: bytes.slice(40, 72),
    sceneBytes: view.getBigUint64(72, true),
    sceneTriangles: view.getUint32(80, true),
    ...decodeCamera(bytes, view),
  };
  checkSettings(job);
  return job;
}

function decodeCamera(bytes: Uint8Array, view: DataView): { readonly camera?: Camera } {
  const present = view.getUint32(84, true);
  if (present === 0 && bytes.subarray(CAMERA_OFFSET).every((byte) => byte === 0)) return {};
  if (present !== 1) throw new EngineError('bad-job', 'The camera is neither absent nor present.');
  const word = (index: number): number => view.getFloat32(CAMERA_OFFSET + 4 * index, true);
  return {
    camera: {
      position: [word(0), word(1), word(2)],
      forward: [word(3), word(4), word(5)],
      up: [word(6), word(7), word(8)],
      tanHalfFovY: word(9),
    },
  };
}

function checkSettings(settings: JobSettings): void {
  const { width, height, tileEdge, samples, bounces, seed, camera } = settings;
  const rules: readonly (readonly [boolean, string])[] = [
    [isInteger(width, 1, 16_384), 'The width is not between 1 and 16384 pixels.'],
    [isInteger(height, 1, 16_384), 'The height is not between 1 and 16384 pixels.'],
    [
      isInteger(tileEdge, 8, 512) && tileEdge % 8 === 0,
      'The tile edge is not a multiple of 8 between 8 and 512 pixels.',
    ],
    [isInteger(samples, 1, 65_536), 'The samples per pixel are not between 1 and 65536.'],
    [isInteger(bounces, 0, 64), 'The bounces are not between 0 and 64.'],
    [seed >= 0n && seed < 1n << 64n, 'The seed is not an unsigned 64-bit integer.'],
    [camera === undefined || cameraWords(camera).every(Number.isFinite), 'The camera is not finite.'],
    [
      segmentCount(settings) <= MAX_SEGMENTS,
      `The job has more than ${MAX_SEGMENTS} tiles; use larger tiles.`,
    ],
  ];
  for (const [holds, sentence] of rules) {
    if (!holds) throw new EngineError('bad-job', sentence);
  }
}

function cameraWords(camera: Camera): readonly number[] {
  return [...camera.position, ...camera.forward, ...camera.up, camera.tanHalfFovY];
}

function isInteger(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function startsWith(bytes: Uint8Array, magic: string): boolean {
  return [...magic].every((letter, index) => bytes[index] === letter.charCodeAt(0));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
