import * as z from 'zod/mini';

import { knownModel, type KnownModel } from '@/lib/models/known-model';

import { firstGeneration, type GenerationForm, longestQuestion } from './generation/generation-form';
import { firstPicture, type PictureForm } from './rendering/picture-settings';
import { firstScene, sceneCatalogue } from './rendering/scene-catalogue';
import { firstSimulation, type SimulationForm } from './simulation/simulation-form';

/** A visitor's file that was read; its bytes are kept apart. */
export interface UploadChoice {
  readonly kind: 'upload';
  /** Fit to show. */
  readonly name: string;
  /** Of what was made of the file, in lower-case hex. */
  readonly sha256: string;
}

/** The scene that a job renders: one that comes with the project, or one that was read from the visitor's file. */
export type SceneChoice = { readonly kind: 'catalogue'; readonly id: string } | UploadChoice;

/** Which kind of work is ordered. */
export const draftFamilies = ['rendering', 'simulation', 'generation'] as const;
export type DraftFamily = (typeof draftFamilies)[number];

/** What a visitor has chosen so far; it outlives a reload of the tab. */
export interface JobDraft {
  readonly family: DraftFamily;
  readonly scene: SceneChoice;
  readonly picture: PictureForm;
  readonly simulation: SimulationForm;
  /** The file that a simulation begins with; null where it begins with a lattice. */
  readonly configuration: UploadChoice | null;
  readonly generation: GenerationForm;
  /** The model that is asked; null before one was chosen. */
  readonly model: KnownModel | null;
}

export const firstDraft: JobDraft = {
  family: 'rendering',
  scene: { kind: 'catalogue', id: firstScene.id },
  picture: firstPicture,
  simulation: firstSimulation,
  configuration: null,
  generation: firstGeneration,
  model: null,
};

const field = z.string().check(z.maxLength(20));
const words = z.string().check(z.maxLength(longestQuestion));
const uploadChoice = z.object({
  kind: z.literal('upload'),
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});
const storedDraft = z.object({
  family: z.enum(draftFamilies),
  scene: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('catalogue'),
      id: z.string().check(z.refine((id) => sceneCatalogue.some((scene) => scene.id === id))),
    }),
    uploadChoice,
  ]),
  picture: z.object({
    widthPx: field,
    heightPx: field,
    samples: field,
    bounces: field,
    tileEdgePx: field,
    seed: field,
  }),
  simulation: z.object({
    cells: field,
    density: field,
    temperature: field,
    held: field,
    steps: field,
    timeStep: field,
    cutoff: field,
    segments: field,
    seed: field,
  }),
  configuration: z.nullable(uploadChoice),
  generation: z.object({
    question: words,
    system: words,
    newTokens: field,
    temperature: field,
    topP: field,
    seed: field,
  }),
  model: z.nullable(knownModel),
});

export function printDraft(draft: JobDraft): string {
  return JSON.stringify(draft);
}

/** What was stored, or the first draft where that is damaged or of another version. */
export function parseDraft(text: string | null): JobDraft {
  if (text === null) return firstDraft;
  try {
    const parsed = z.safeParse(storedDraft, JSON.parse(text));
    return parsed.success ? parsed.data : firstDraft;
  } catch {
    return firstDraft;
  }
}
