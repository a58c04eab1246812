'use client';

import { type Address } from '@solana/kit';
import { type QueryKey } from '@tanstack/react-query';

import { TxButton } from '@/components/primitives/TxButton';
import { type LeaseRow } from '@/lib/index-api/shapes';

export interface PingLeaseProps {
  readonly lease: LeaseRow;
  readonly changes: readonly QueryKey[];
}

/** Asks a silent provider for a sign of life: it answers in time, or fails the lease. */
export function PingLease({ lease, changes }: PingLeaseProps) {
  const at = lease.address as Address;
  return (
    <div className="flex flex-col gap-2 text-sm">
      <p>
        The provider can be asked on chain whether it still serves. It then has {lease.interval_s} seconds to
        answer, or the lease may be ended at its fault.
      </p>
      <TxButton
        label="Ask for a sign of life"
        intentKey={`ping ${at} ${lease.anchor_at_unix_s}`}
        title="Ask for a sign of life"
        plan={async (signer) => (await import('./plan-lease-actions')).planPing(signer, at)}
        changes={changes}
      />
      <p className="text-xs text-dim">Your wallet pays the network fee, and that of the answer.</p>
    </div>
  );
}
