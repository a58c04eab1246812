'use client';

import { JobFacts } from './JobFacts';
import { PicturePicker } from './PicturePicker';
import { ScenePicker } from './ScenePicker';
import { type JobState } from './use-prepared-job';

export interface JobFormProps {
  readonly state: JobState;
  /** What the offer takes; null where it is not known yet. */
  readonly maxUploadBytes: bigint | null;
}

/** Chooses what is rendered. */
export function JobForm({ state, maxUploadBytes }: JobFormProps) {
  return (
    <section aria-label="Job" className="flex min-w-0 flex-col gap-8">
      <ScenePicker maxUploadBytes={maxUploadBytes} />
      <PicturePicker />
      <JobFacts state={state} />
    </section>
  );
}
