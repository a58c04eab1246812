import { type Digest } from '@/lib/domain/commitment';

import { type GenerationOutline } from './generation';
import { type RenderingOutline } from './rendering';
import { type SimulationOutline } from './simulation';

/**
 * What job bytes alone say to whoever carries, checks and assembles the work, whatever its family. The engine remains the
 * judge of the rest.
 */
export type JobOutline = RenderingOutline | SimulationOutline | GenerationOutline;

export type JobFamily = JobOutline['family'];

/** The part that all families share. */
export interface FamilyOutline {
  readonly segmentCount: number;
  /** What the job is computed from: scene, initial state, prompt. */
  readonly input: NamedBytes;
  /** The model's file; null where the job has none. */
  readonly model: NamedBytes | null;
  /** How segments carry state; null where they do not. */
  readonly carried: CarriedState | null;
  /** True where the last segments may put out less than planned, or nothing. */
  readonly mayEndEarly: boolean;
  /** Bytes that segment `index` puts out: most where the job may end early, else exactly. Throws `bad-job` beyond the last. */
  outputBytes(index: number): number;
  /** Result bytes of which nothing is delivered yet. */
  beginResult(): ResultInTheMaking;
  /** What segment `index` put out, cut from complete result bytes. */
  outputIn(result: Uint8Array, index: number): Uint8Array;
}

/** Bytes by their name. */
export interface NamedBytes {
  readonly sha256: Digest;
  readonly bytes: bigint;
}

export interface CarriedState {
  /** Most bytes of a state. */
  readonly mostBytes: bigint;
  /** Root of the state that segment 0 goes on from. Throws `bad-input` where the job was encoded for another input. */
  firstRoot(input: Uint8Array): Digest;
  /** Root of state bytes where they commit to themselves; null where only an engine can tell. */
  rootOf(state: Uint8Array): Digest | null;
  /** Whether a result ends with the state that the last segment left. */
  readonly endsResult: boolean;
}

/** Result bytes that grow segment by segment. */
export interface ResultInTheMaking {
  /** Takes what the next segment put out; it must fit the outline. */
  place(index: number, output: Uint8Array): void;
  /** Takes what the last placed segment left, for results that end with it. */
  placeState(state: Uint8Array): void;
  /** Canonical result bytes of the segments placed so far; of a picture, with the others black. */
  bytes(): Uint8Array;
}
