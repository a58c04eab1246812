import { equalBytes } from '@/lib/domain/bytes';
import { absentDigest, contentDigest, generationStateRoot } from '@/lib/domain/commitment';

import { EngineError } from '../engine-error';
import {
  decodeGeneration,
  GENERATION_MAGIC,
  type GenerationJob,
  positionsOf,
  TOKEN_BYTES,
  tokensPicked,
} from '../generation-job';
import { operationRoot } from '../segment-commitment';
import { type FamilyOutline } from './job-outline';
import { outputsInOrder } from './outputs-in-order';

export const generationMagic = GENERATION_MAGIC;
const STATE_HEADER_BYTES = 16;
const TRACE_ROOT_BYTES = 32;

/** Tokens after a prompt. Its result is all tokens that were picked, as u32. */
export interface GenerationOutline extends FamilyOutline {
  readonly family: 'generation';
  readonly job: GenerationJob;
}

/** Throws `bad-job`. */
export function generationOutline(bytes: Uint8Array): GenerationOutline {
  const job = decodeGeneration(bytes);
  const { promptTokens, promptSha256, modelSha256, modelBytes } = job;
  const positions = positionsOf(job);
  const outputBytes = (index: number): number => TOKEN_BYTES * tokensPicked(job, index);
  return {
    family: 'generation',
    job,
    segmentCount: Math.ceil(positions / job.segmentPositions),
    input: { sha256: promptSha256, bytes: BigInt(TOKEN_BYTES * promptTokens) },
    model: { sha256: modelSha256, bytes: modelBytes },
    carried: {
      mostBytes:
        BigInt(STATE_HEADER_BYTES + TOKEN_BYTES * (positions + 1)) +
        BigInt(positions) * BigInt(TRACE_ROOT_BYTES + 4 * job.cacheRow),
      firstRoot: (input) => {
        if (!equalBytes(contentDigest(input), promptSha256)) {
          throw new EngineError('bad-input', 'The job was encoded for another prompt.');
        }
        return generationStateRoot({
          positions: 0n,
          tokens: BigInt(promptTokens),
          tokensRoot: operationRoot(input),
          positionsRoot: absentDigest(),
        });
      },
      rootOf: () => null,
      endsResult: false,
    },
    mayEndEarly: true,
    outputBytes,
    beginResult: () => outputsInOrder(() => new Uint8Array()),
    outputIn: (result, index) => {
      const lengths = Array.from({ length: index }, (_, before) => outputBytes(before));
      const from = lengths.reduce((sum, length) => sum + length, 0);
      return result.subarray(from, from + outputBytes(index));
    },
  };
}
