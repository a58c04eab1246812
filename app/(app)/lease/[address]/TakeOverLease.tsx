'use client';

import { JobForm } from '@/components/job/JobForm';
import { usePreparedJob } from '@/components/job/use-prepared-job';
import { TakeOver } from '@/components/lease/actions/TakeOver';
import { type LeaseRow } from '@/lib/index-api/shapes';

/** Brings the job form and a lease without its session together. */
export default function TakeOverLease({ lease }: { readonly lease: LeaseRow }) {
  const job = usePreparedJob();
  return (
    <TakeOver lease={lease} commission={job.kind === 'ready' ? job.job : null}>
      <JobForm state={job} maxUploadBytes={null} />
    </TakeOver>
  );
}
