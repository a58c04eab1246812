'use client';

import { type Address } from '@solana/kit';
import { type QueryKey } from '@tanstack/react-query';
import { useState } from 'react';

import { TxButton } from '@/components/primitives/TxButton';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { type LeaseRow } from '@/lib/index-api/shapes';
import { LeaseState } from '@/lib/pyronet/generated/types/leaseState';

import { type LiveLeaseHandle } from '../use-live-lease';

export interface CancelLeaseProps {
  readonly lease: LeaseRow;
  readonly handle: LiveLeaseHandle;
  readonly changes: readonly QueryKey[];
}

/** Withdraws before the work began, after saying what that costs. */
export function CancelLease({ lease, handle, changes }: CancelLeaseProps) {
  const [open, setOpen] = useState(false);
  const { state, live } = handle;
  const bySession = state.role === 'leading' && !state.replaced;
  const at = lease.address as Address;
  return (
    <>
      <Button busy={state.stopping} onClick={() => setOpen(true)}>
        {state.stopping ? 'Cancelling…' : 'Cancel'}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Cancel before the start?"
        description="The escrow comes back, less the small deposit for cancelling that the quote named."
        footer={
          <>
            <Button tone="quiet" onClick={() => setOpen(false)}>
              Keep waiting
            </Button>
            {bySession ? (
              <Button
                tone="danger"
                onClick={() => {
                  live?.stop();
                  setOpen(false);
                }}
              >
                Cancel the lease
              </Button>
            ) : (
              <TxButton
                label="Cancel the lease"
                tone="danger"
                intentKey={`cancel ${at}`}
                title="Cancel a lease"
                plan={async (signer) => (await import('./plan-lease-actions')).planCancel(signer, at)}
                onConfirmed={() => setOpen(false)}
                changes={changes}
              />
            )}
          </>
        }
      >
        <p className="text-sm text-dim">
          {lease.state === LeaseState.Accepted
            ? 'The provider has accepted already, so the deposit goes to it.'
            : 'The provider has not accepted yet, so the deposit goes to the protocol.'}{' '}
          If the provider lets its deadline pass instead, everything comes back.
        </p>
      </Dialog>
    </>
  );
}
