'use client';

import { type Address } from '@solana/kit';
import { type ReactNode } from 'react';

import { TxButton } from '@/components/primitives/TxButton';
import { Notice } from '@/components/ui/Notice';
import { hexFromBytes } from '@/lib/domain/bytes';
import { type LeaseRow } from '@/lib/index-api/shapes';
import { queryKeys } from '@/lib/queries/index-queries';
import { type PreparedCommission } from '@/lib/session/commission';

export interface TakeOverProps {
  readonly lease: LeaseRow;
  /** The job as it is chosen below; null while it is not ready. */
  readonly commission: PreparedCommission | null;
  /** Chooses the job. */
  readonly children: ReactNode;
}

/** Goes on with a lease in a browser that does not hold its session: the same job, and a new session key. */
export function TakeOver({ lease, commission, children }: TakeOverProps) {
  const at = lease.address as Address;
  const isSame = commission !== null && hexFromBytes(commission.plan.jobRoot) === lease.job_root;
  return (
    <div className="flex flex-col gap-5">
      {children}
      <Notice
        tone={isSame ? 'good' : 'info'}
        title={isSame ? 'This is the job of the lease.' : 'This is not the job of the lease yet.'}
        next={
          <TxButton
            label="Go on in this browser"
            intentKey={`take-over ${at} ${lease.session_key}`}
            title="Replace a session key"
            plan={async (signer) => {
              if (commission === null) return notReady;
              return (await import('./plan-take-over')).planTakeOver(signer, at, commission);
            }}
            onConfirmed={() =>
              void import('@/lib/session/browser/live-lease').then(({ liveLease }) => liveLease(at).start())
            }
            disabledReason={isSame ? undefined : 'Choose the job and the settings that you rented with.'}
            changes={[queryKeys.lease(lease.address)]}
          />
        }
      >
        Your wallet gives the lease a new session key. The old one, wherever it is, watches on and signs
        nothing more.
      </Notice>
    </div>
  );
}

const notReady = {
  ok: false,
  problem: { code: 'not_ready', message: 'The job is not planned yet.', next: 'Wait a moment.' },
} as const;
