import * as z from 'zod/mini';

import { firstPicture, type PictureForm } from './picture-settings';
import { firstScene, sceneCatalogue } from './scene-catalogue';

/** The scene that a job renders: one that comes with the project, or one that was read from the visitor's file. */
export type SceneChoice =
  | { readonly kind: 'catalogue'; readonly id: string }
  | {
      readonly kind: 'upload';
      /** Fit to show. */
      readonly name: string;
      /** Of the canonical scene bytes that were made of the file, in lower-case hex. */
      readonly sha256: string;
    };

/** What a visitor has chosen so far; it outlives a reload of the tab. */
export interface JobDraft {
  readonly scene: SceneChoice;
  readonly picture: PictureForm;
}

export const firstDraft: JobDraft = {
  scene: { kind: 'catalogue', id: firstScene.id },
  picture: firstPicture,
};

const field = z.string().check(z.maxLength(20));
const storedDraft = z.object({
  scene: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('catalogue'),
      id: z.string().check(z.refine((id) => sceneCatalogue.some((scene) => scene.id === id))),
    }),
    z.object({
      kind: z.literal('upload'),
      name: z.string().check(z.minLength(1), z.maxLength(80)),
      sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    }),
  ]),
  picture: z.object({
    widthPx: field,
    heightPx: field,
    samples: field,
    bounces: field,
    tileEdgePx: field,
    seed: field,
  }),
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
