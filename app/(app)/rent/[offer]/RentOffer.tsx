'use client';

import { type Address } from '@solana/kit';

import { JobForm } from '@/components/job/JobForm';
import { usePreparedJob } from '@/components/job/use-prepared-job';
import { RentDesk } from '@/components/rent/RentDesk';
import { useMachine } from '@/components/rent/use-machine';

/** Brings the job and the machine together. */
export function RentOffer({ offer }: { readonly offer: Address }) {
  const machine = useMachine(offer);
  const job = usePreparedJob();
  const maxUploadBytes = machine.kind === 'present' ? machine.machine.offer.max_upload_bytes : null;
  return (
    <RentDesk
      offer={offer}
      machine={machine}
      job={job.kind === 'ready' ? job.job : null}
      isJobChanging={job.kind === 'ready' && job.isOutdated}
    >
      <JobForm state={job} maxUploadBytes={maxUploadBytes} />
    </RentDesk>
  );
}
