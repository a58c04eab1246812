'use client';

import { useQuery } from '@tanstack/react-query';

import { failure, type Problem } from '@/lib/domain/result';
import { browserEngine } from '@/lib/engine/browser/open-browser-engine';
import { EngineError } from '@/lib/engine/engine-error';
import { type JobSettings } from '@/lib/engine/job';
import { type PreparedCommission } from '@/lib/session/commission';

import { type JobDraft, type SceneChoice } from './job-draft';
import { useJobDraft } from './job-draft-store';
import { openScene } from './open-scene';
import { readPicture } from './picture-settings';

/** A job on its way from the form to the quote. */
export type JobState =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'ready'; readonly job: PreparedCommission };

/** The tab's draft, planned by the engine in this page. What was planned before stays until the next plan is there. */
export function usePreparedJob(): JobState {
  const draft = useJobDraft();
  const reading = readPicture(draft.picture);
  const scene = useQuery({
    queryKey: sceneKey(draft.scene),
    queryFn: () => openScene(draft.scene),
    staleTime: Infinity,
    retry: false,
  });
  const bytes = scene.data?.ok === true ? scene.data.value : undefined;
  const plan = useQuery({
    queryKey: ['job-plan', sceneName(draft.scene), pictureName(draft)],
    queryFn: () => (bytes === undefined || !reading.ok ? null : planJob(bytes, reading.settings)),
    enabled: bytes !== undefined && reading.ok,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
  if (scene.data?.ok === false) return { kind: 'refused', problem: scene.data.problem };
  if (!reading.ok) return { kind: 'incomplete' };
  return plan.data ?? { kind: 'preparing' };
}

/** Where the cache keeps the bytes of a scene. */
export function sceneKey(choice: SceneChoice): readonly string[] {
  return ['scene', sceneName(choice)];
}

function sceneName(choice: SceneChoice): string {
  return choice.kind === 'catalogue' ? choice.id : choice.sha256;
}

function pictureName({ picture }: JobDraft): string {
  return JSON.stringify(picture);
}

async function planJob(scene: Uint8Array, settings: JobSettings): Promise<JobState> {
  try {
    const [{ prepareCommission }, engine] = await Promise.all([
      import('@/lib/session/commission'),
      browserEngine(),
    ]);
    return { kind: 'ready', job: await prepareCommission(engine, scene, settings) };
  } catch (error) {
    const problem =
      error instanceof EngineError
        ? error
        : failure('plan_failed', 'The job could not be planned in this page.', 'Reload the page.').problem;
    return { kind: 'refused', problem };
  }
}
