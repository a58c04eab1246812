import { EngineError } from './engine-error';

/**
 * What the bytes of a generation say, `PYROGEN1` (programs/compute-spec/src/inference/job.rs). The engine remains the judge
 * of their ranges.
 */
export interface GenerationJob {
  readonly profile: 'I8' | 'F32';
  /** Numbers that a position leaves in the cache of keys and values. */
  readonly cacheRow: number;
  readonly promptTokens: number;
  /** Most tokens to generate. */
  readonly newTokens: number;
  /** The token after which nothing follows. */
  readonly endToken: number | null;
  readonly temperature: number;
  readonly topP: number;
  /** Positions of one segment; the last may have fewer. */
  readonly segmentPositions: number;
  readonly seed: bigint;
  readonly promptSha256: Uint8Array;
  readonly modelSha256: Uint8Array;
  readonly modelBytes: bigint;
}

export const GENERATION_MAGIC = 'PYROGEN1';
export const TOKEN_BYTES = 4;
const GENERATION_BYTES = 160;
const NO_TOKEN = 0xffff_ffff;
const PROFILE_I8 = 1;

/** Throws `bad-job` on bytes that are no generation. */
export function decodeGeneration(bytes: Uint8Array): GenerationJob {
  const isOurs = [...GENERATION_MAGIC].every((letter, at) => bytes[at] === letter.charCodeAt(0));
  if (bytes.length !== GENERATION_BYTES || !isOurs) {
    throw new EngineError('bad-job', 'These bytes are not a generation.');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number): number => view.getUint32(at, true);
  const [layers, keyValueHeads, headSize] = [word(12), word(28), word(32)];
  const job: GenerationJob = {
    profile: word(8) === PROFILE_I8 ? 'I8' : 'F32',
    cacheRow: 2 * layers * keyValueHeads * headSize,
    promptTokens: word(48),
    newTokens: word(52),
    endToken: word(56) === NO_TOKEN ? null : word(56),
    temperature: view.getFloat32(60, true),
    topP: view.getFloat32(64, true),
    segmentPositions: word(68),
    seed: view.getBigUint64(72, true),
    promptSha256: bytes.slice(80, 112),
    modelSha256: bytes.slice(112, 144),
    modelBytes: view.getBigUint64(144, true),
  };
  if (job.promptTokens < 1 || job.newTokens < 1 || job.segmentPositions < 1) {
    throw new EngineError('bad-job', 'The generation has no prompt, no tokens or no segments.');
  }
  return job;
}

/** Positions that are computed at most: every token but the last one that is picked. */
export function positionsOf({ promptTokens, newTokens }: GenerationJob): number {
  return promptTokens + newTokens - 1;
}

/** Tokens that segment `index` picks at most. Throws `bad-job` where there is no such segment. */
export function tokensPicked(job: GenerationJob, index: number): number {
  const segments = Math.ceil(positionsOf(job) / job.segmentPositions);
  if (!Number.isInteger(index) || index < 0 || index >= segments) {
    throw new EngineError('bad-job', `The job has no segment ${index}; it has ${segments}.`);
  }
  const end = Math.min((index + 1) * job.segmentPositions, positionsOf(job));
  return Math.max(0, end - Math.max(index * job.segmentPositions, job.promptTokens - 1));
}
