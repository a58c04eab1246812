import { type JobSettings } from '@/lib/engine/job';
import { type GenerationSettings } from '@/lib/engine/generation';
import { type SimulationSettings } from '@/lib/engine/simulation';
import { type KnownModel } from '@/lib/models/known-model';

import { type JobDraft, type SceneChoice, type UploadChoice } from './job-draft';
import { readGeneration } from './generation/generation-form';
import { readPicture } from './rendering/picture-settings';
import { readSimulation } from './simulation/simulation-form';

/** What a job is made of besides its settings; null where it needs nothing. */
export type Material =
  | { readonly kind: 'scene'; readonly choice: SceneChoice }
  | { readonly kind: 'configuration'; readonly choice: UploadChoice }
  | { readonly kind: 'model'; readonly model: KnownModel };

/** Settings of any family. */
export type FamilySettings =
  | { readonly family: 'rendering'; readonly settings: JobSettings }
  | { readonly family: 'simulation'; readonly settings: SimulationSettings }
  | { readonly family: 'generation'; readonly settings: GenerationSettings };

export function materialOf({ family, scene, configuration, model }: JobDraft): Material | null {
  switch (family) {
    case 'rendering':
      return { kind: 'scene', choice: scene };
    case 'simulation':
      return configuration === null ? null : { kind: 'configuration', choice: configuration };
    case 'generation':
      return model === null ? null : { kind: 'model', model };
  }
}

/** Tells materials apart whose bytes differ. */
export function materialName(material: Material): string {
  if (material.kind === 'model') return material.model.header_sha256;
  const { choice } = material;
  return choice.kind === 'catalogue' ? choice.id : choice.sha256;
}

/** The settings that a draft asks for; null where some of its fields need another value. */
export function readSettings(draft: JobDraft): FamilySettings | null {
  const { family, picture, simulation, configuration, generation, model } = draft;
  switch (family) {
    case 'rendering': {
      const reading = readPicture(picture);
      return reading.ok ? { family, settings: reading.settings } : null;
    }
    case 'simulation': {
      const reading = readSimulation(simulation, configuration !== null);
      return reading.ok ? { family, settings: reading.settings } : null;
    }
    case 'generation': {
      if (model === null) return null;
      const reading = readGeneration(generation, { sha256: model.sha256, bytes: BigInt(model.bytes) });
      return reading.ok ? { family, settings: reading.settings } : null;
    }
  }
}

/** Tells drafts apart that make different jobs. */
export function settingsKey({ family, picture, simulation, generation }: JobDraft): string {
  const settings = { rendering: picture, simulation, generation }[family];
  return JSON.stringify([family, settings]);
}
