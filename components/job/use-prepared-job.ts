'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { failure, type Problem, type Result, success } from '@/lib/domain/result';
import { browserEngine } from '@/lib/engine/browser/open-browser-engine';
import { EngineError } from '@/lib/engine/engine-error';
import { type JobSettings } from '@/lib/engine/job';
import { type PreparedCommission } from '@/lib/session/commission';

import { type SceneChoice } from './job-draft';
import { useJobDraft } from './job-draft-store';
import { openScene } from './open-scene';
import { readPicture } from './picture-settings';

/** A job on its way from the form to the quote. */
export type JobState =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'refused'; readonly problem: Problem; readonly retry: () => void }
  | {
      readonly kind: 'ready';
      readonly job: PreparedCommission;
      /** The form has changed since; the next job is on its way. */
      readonly isOutdated: boolean;
    };

/** The tab's draft, planned by the engine in this page. What was planned before stays until the next plan is there. */
export function usePreparedJob(): JobState {
  const draft = useJobDraft();
  const reading = readPicture(draft.picture);
  const scene = useQuery({
    queryKey: sceneKey(draft.scene),
    queryFn: () => openScene(draft.scene),
    ...keptWhenGood,
  });
  const bytes = scene.data?.ok === true ? scene.data.value : undefined;
  const plan = useQuery({
    queryKey: ['job-plan', sceneName(draft.scene), JSON.stringify(draft.picture)],
    queryFn: () => (bytes === undefined || !reading.ok ? null : planJob(bytes, reading.settings)),
    enabled: bytes !== undefined && reading.ok,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    ...keptWhenGood,
  });
  if (scene.data?.ok === false) {
    return { kind: 'refused', problem: scene.data.problem, retry: () => void scene.refetch() };
  }
  if (!reading.ok) return { kind: 'incomplete' };
  const planned = plan.data ?? null;
  if (planned?.ok === true) {
    return { kind: 'ready', job: planned.value, isOutdated: plan.isPlaceholderData };
  }
  if (planned === null || plan.isPlaceholderData) return { kind: 'preparing' };
  return { kind: 'refused', problem: planned.problem, retry: () => void plan.refetch() };
}

/** What worked is never computed again; what failed is, when it is next asked for. */
const keptWhenGood = {
  staleTime: ({ state }: { readonly state: { readonly data?: Result<unknown> | null | undefined } }) =>
    state.data?.ok === true ? Infinity : 0,
  retry: false,
  // Comparing scenes byte by byte to keep an object's identity is not worth it.
  structuralSharing: false,
} as const;

/** Where the cache keeps the bytes of a scene. */
export function sceneKey(choice: SceneChoice): readonly string[] {
  return ['scene', sceneName(choice)];
}

function sceneName(choice: SceneChoice): string {
  return choice.kind === 'catalogue' ? choice.id : choice.sha256;
}

async function planJob(scene: Uint8Array, settings: JobSettings): Promise<Result<PreparedCommission>> {
  try {
    const [{ prepareCommission }, engine] = await Promise.all([
      import('@/lib/session/commission'),
      browserEngine(),
    ]);
    return success(await prepareCommission(engine, scene, settings));
  } catch (error) {
    if (error instanceof EngineError) return failure(error.code, error.message, error.next);
    return failure(
      'plan_failed',
      'The job could not be planned in this page.',
      'Try again, or reload the page.',
    );
  }
}
