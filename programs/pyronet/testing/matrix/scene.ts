import { type Instruction } from '@solana/kit';

import { type Surroundings, type Stage } from './stage';

/** A transaction whose last instruction is the one under test, ready to succeed as it is meant. */
export interface Scene {
  readonly instructions: readonly Instruction[];
  /** Where it plays, if not on the stage it was arranged on. */
  readonly around?: Surroundings;
}

/** Brings a stage to where the instruction succeeds. */
export type Arrange = (stage: Stage) => Promise<Scene>;

/** The scenes of each instruction: by its name, then by what sets them apart. */
export type Scenes = Readonly<Record<string, Readonly<Record<string, Arrange>>>>;
