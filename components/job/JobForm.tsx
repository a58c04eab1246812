'use client';

import { Late } from '@/components/ui/Late';
import { Skeleton } from '@/components/ui/Skeleton';

import { FamilyPicker } from './FamilyPicker';
import { useJobDraft } from './job-draft-store';
import { JobFacts } from './JobFacts';
import { PicturePicker } from './rendering/PicturePicker';
import { ScenePicker } from './rendering/ScenePicker';
import { type JobState } from './use-prepared-job';

/** The family that a visitor sees first is there at once. */
const loadSimulation = () => import('./simulation/SimulationPicker');
const loadGeneration = () => import('./generation/GenerationPicker');
const waiting = <Skeleton className="h-96 w-full" />;

export interface JobFormProps {
  readonly state: JobState;
  /** What the offer takes; null where it is not known yet. */
  readonly maxUploadBytes: bigint | null;
}

/** Chooses what is computed. */
export function JobForm({ state, maxUploadBytes }: JobFormProps) {
  const { family } = useJobDraft();
  return (
    <section aria-label="Job" className="flex min-w-0 flex-col gap-8">
      <FamilyPicker />
      {family === 'rendering' ? (
        <>
          <ScenePicker maxUploadBytes={maxUploadBytes} />
          <PicturePicker />
        </>
      ) : family === 'simulation' ? (
        <Late load={loadSimulation} props={{ maxUploadBytes }} fallback={waiting} />
      ) : (
        <Late load={loadGeneration} props={{}} fallback={waiting} />
      )}
      <JobFacts state={state} />
    </section>
  );
}
