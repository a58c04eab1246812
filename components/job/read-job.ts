import { type JobSettings } from '@/lib/engine/job';
import { type SimulationSettings } from '@/lib/engine/simulation';

import { type JobDraft, type SceneChoice, type UploadChoice } from './job-draft';
import { readPicture } from './rendering/picture-settings';
import { readSimulation } from './simulation/simulation-form';

/** What a job is made of besides its settings; null where it needs nothing. */
export type Material =
  | { readonly kind: 'scene'; readonly choice: SceneChoice }
  | { readonly kind: 'configuration'; readonly choice: UploadChoice };

/** Settings of any family. */
export type FamilySettings =
  | { readonly family: 'rendering'; readonly settings: JobSettings }
  | { readonly family: 'simulation'; readonly settings: SimulationSettings };

export function materialOf({ family, scene, configuration }: JobDraft): Material | null {
  if (family === 'rendering') return { kind: 'scene', choice: scene };
  return configuration === null ? null : { kind: 'configuration', choice: configuration };
}

/** The settings that a draft asks for; null where some of its fields need another value. */
export function readSettings({
  family,
  picture,
  simulation,
  configuration,
}: JobDraft): FamilySettings | null {
  if (family === 'rendering') {
    const reading = readPicture(picture);
    return reading.ok ? { family, settings: reading.settings } : null;
  }
  const reading = readSimulation(simulation, configuration !== null);
  return reading.ok ? { family, settings: reading.settings } : null;
}

/** Tells drafts apart that make different jobs. */
export function settingsKey({ family, picture, simulation }: JobDraft): string {
  return JSON.stringify(family === 'rendering' ? [family, picture] : [family, simulation]);
}
