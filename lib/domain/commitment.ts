import { sha256 } from '@noble/hashes/sha2';

import { concatBytes, u32Bytes, u64Bytes } from './bytes';
import { type DomainTag, domainTag } from './tag';

/** A SHA-256 digest, 32 bytes. */
export type Digest = Uint8Array;

/** Length of a {@link Digest} in bytes. */
export const digestLength = 32;

/** An output leaf covers at most this many bytes of the output. */
export const outputLeafMaxBytes = 256;

const nodeTag = domainTag('pyro.node.v1');
const outputLeafTag = domainTag('pyro.leaf.v1');
const planLeafTag = domainTag('pyro.plan.v1');
const segmentLeafTag = domainTag('pyro.segm.v1');
const jobRootTag = domainTag('pyro.job_.v1');
const generationStateTag = domainTag('pyro.gens.v1');
const randomnessTag = domainTag('pyro.cmit.v1');

/** Stands for "nothing here": the padding of a tree, an absent model, the state of a job without carried state. */
export function absentDigest(): Digest {
  return new Uint8Array(digestLength);
}

/** Digest of bytes without a tag: the name of a blob, the result root. */
export function contentDigest(bytes: Uint8Array): Digest {
  return sha256(bytes);
}

/** Inner node of a Merkle tree. */
export function merkleNode(left: Digest, right: Digest): Digest {
  return tagged(nodeTag, checked(left), checked(right));
}

/** Leaf over at most {@link outputLeafMaxBytes} bytes of an operation's output. Throws RangeError beyond. */
export function outputLeaf(output: Uint8Array): Digest {
  if (output.length > outputLeafMaxBytes) throw new RangeError('an output leaf covers at most 256 bytes');
  return tagged(outputLeafTag, output);
}

/**
 * Leaf of the segment plan: after segment `index` (from 1) the job has done `cumulativeUnits` work units in all.
 * The plan prices work; the chain takes units from an opening of the plan and never from a provider.
 */
export function planLeaf(index: bigint, cumulativeUnits: bigint): Digest {
  return tagged(planLeafTag, u64Bytes(index), u64Bytes(cumulativeUnits));
}

/** What a finished segment commits to. */
export interface SegmentCommitment {
  /** Position of the segment, from 0. */
  readonly index: bigint;
  readonly stateIn: Digest;
  readonly operationRoot: Digest;
  readonly stateOut: Digest;
  /** Work units of this segment alone. */
  readonly workUnits: bigint;
}

/** Leaf of the segments tree. */
export function segmentLeaf(segment: SegmentCommitment): Digest {
  return tagged(
    segmentLeafTag,
    u64Bytes(segment.index),
    checked(segment.stateIn),
    checked(segment.operationRoot),
    checked(segment.stateOut),
    u64Bytes(segment.workUnits),
  );
}

/** Everything both sides agree on when a lease opens, so that wiring is never in dispute. */
export interface JobCommitment {
  readonly graphRoot: Digest;
  readonly inputRoot: Digest;
  /** {@link absentDigest} where the job has no model. */
  readonly modelRoot: Digest;
  /** Numeric profile of the engine. */
  readonly profile: number;
  readonly planRoot: Digest;
  readonly segmentCount: bigint;
}

/** Root of a job. */
export function jobRoot(job: JobCommitment): Digest {
  return tagged(
    jobRootTag,
    checked(job.graphRoot),
    checked(job.inputRoot),
    checked(job.modelRoot),
    u32Bytes(job.profile),
    u32Bytes(0),
    checked(job.planRoot),
    u64Bytes(job.segmentCount),
  );
}

/** The state of a text generation between two segments. */
export interface GenerationState {
  /** Positions computed so far. */
  readonly positions: bigint;
  /** Tokens known so far: the prompt and those picked. */
  readonly tokens: bigint;
  /** Operation root of the tokens, as u32. */
  readonly tokensRoot: Digest;
  /** Root over the leaves of the positions. */
  readonly positionsRoot: Digest;
}

/** Root of a generation's state. */
export function generationStateRoot(state: GenerationState): Digest {
  return tagged(
    generationStateTag,
    u64Bytes(state.positions),
    u64Bytes(state.tokens),
    checked(state.tokensRoot),
    checked(state.positionsRoot),
  );
}

/** Commitment to a party's 32-byte secret, opened after the lease ends. */
export function randomnessCommitment(secret: Uint8Array): Digest {
  return tagged(randomnessTag, checked(secret));
}

function tagged(tag: DomainTag, ...parts: readonly Uint8Array[]): Digest {
  return sha256(concatBytes(tag, ...parts));
}

function checked(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== digestLength) throw new RangeError(`expected 32 bytes, got ${bytes.length}`);
  return bytes;
}
