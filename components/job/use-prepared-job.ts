'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { failure, type Problem, type Result } from '@/lib/domain/result';
import { type PreparedCommission } from '@/lib/session/commission';

import { type SceneChoice } from './job-draft';
import { useJobDraft } from './job-draft-store';
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
    queryFn: async () => (await import('./open-scene')).openScene(draft.scene),
    ...keptWhenGood,
  });
  const bytes = scene.data?.ok === true ? scene.data.value : undefined;
  const plan = useQuery({
    queryKey: ['job-plan', sceneName(draft.scene), JSON.stringify(draft.picture)],
    queryFn: async () => {
      if (bytes === undefined || !reading.ok) return null;
      return (await import('./plan-job')).planJob(bytes, reading.settings);
    },
    enabled: bytes !== undefined && reading.ok,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    ...keptWhenGood,
  });
  if (scene.data?.ok === false) {
    return { kind: 'refused', problem: scene.data.problem, retry: () => void scene.refetch() };
  }
  if (!reading.ok) return { kind: 'incomplete' };
  const failed = scene.isError ? scene : plan.isError ? plan : null;
  if (failed !== null) return { kind: 'refused', problem: partMissing, retry: () => void failed.refetch() };
  const planned = plan.data ?? null;
  if (planned?.ok === true) {
    return { kind: 'ready', job: planned.value, isOutdated: plan.isPlaceholderData };
  }
  if (planned === null || plan.isPlaceholderData) return { kind: 'preparing' };
  return { kind: 'refused', problem: planned.problem, retry: () => void plan.refetch() };
}

const partMissing = failure(
  'part_missing',
  'The part of this page that plans jobs did not load.',
  'Check the connection and try again.',
).problem;

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
