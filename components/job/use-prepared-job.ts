'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { failure, type Problem, type Result } from '@/lib/domain/result';
import { type PreparedCommission } from '@/lib/session/commission';

import { useJobDraft } from './job-draft-store';
import { openMaterial } from './open-material';
import { materialName, materialOf, readSettings, settingsKey } from './read-job';

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
  const wanted = materialOf(draft);
  const settings = readSettings(draft);
  const material = useQuery({
    queryKey: materialKey(wanted === null ? '' : materialName(wanted)),
    queryFn: () => (wanted === null ? null : openMaterial(wanted)),
    enabled: wanted !== null,
    ...keptWhenGood,
  });
  const bytes = wanted === null ? null : material.data?.ok === true ? material.data.value : undefined;
  const plan = useQuery({
    queryKey: ['job-plan', wanted === null ? '' : materialName(wanted), settingsKey(draft)],
    queryFn: async () => {
      if (bytes === undefined || settings === null) return null;
      return (await import('./plan-job')).planJob(settings, bytes);
    },
    enabled: bytes !== undefined && settings !== null,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    ...keptWhenGood,
  });
  if (wanted !== null && material.data?.ok === false) {
    return { kind: 'refused', problem: material.data.problem, retry: () => void material.refetch() };
  }
  if (settings === null) return { kind: 'incomplete' };
  const failed = wanted !== null && material.isError ? material : plan.isError ? plan : null;
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
  // Comparing files byte by byte to keep an object's identity is not worth it.
  structuralSharing: false,
} as const;

/** Where the cache keeps the bytes of what was chosen, by its name. */
export function materialKey(name: string): readonly string[] {
  return ['material', name];
}
