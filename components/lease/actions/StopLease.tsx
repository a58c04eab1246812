'use client';

import { type Address } from '@solana/kit';
import { type QueryKey } from '@tanstack/react-query';
import { useState } from 'react';

import { TickingAmount } from '@/components/primitives/TickingAmount';
import { TxButton } from '@/components/primitives/TxButton';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { type LeaseRow } from '@/lib/index-api/shapes';

import { costSoFar } from '../money/lease-money';
import { type LiveLeaseHandle } from '../use-live-lease';

export interface StopLeaseProps {
  readonly lease: LeaseRow;
  readonly handle: LiveLeaseHandle;
  readonly changes: readonly QueryKey[];
}

/** Stops a running lease, after saying what comes back. */
export function StopLease({ lease, handle, changes }: StopLeaseProps) {
  const [open, setOpen] = useState(false);
  const { state, live } = handle;
  const units = state.commission === null ? null : state.deliveredUnits;
  const bySession = state.role === 'leading' && !state.replaced;
  const at = lease.address as Address;
  return (
    <>
      <Button busy={state.stopping} onClick={() => setOpen(true)}>
        {state.stopping ? 'Stopping…' : 'Stop early'}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Stop this lease?"
        description="It cannot be started again; what arrived stays yours."
        footer={
          <>
            <Button tone="quiet" onClick={() => setOpen(false)}>
              Let it run
            </Button>
            {bySession ? (
              <Button
                tone="danger"
                onClick={() => {
                  live?.stop();
                  setOpen(false);
                }}
              >
                Stop now
              </Button>
            ) : (
              <TxButton
                label="Stop now"
                tone="danger"
                intentKey={`stop ${at}`}
                title="Stop a lease"
                plan={async (signer) => (await import('./plan-lease-actions')).planStop(signer, at)}
                onConfirmed={() => setOpen(false)}
                changes={changes}
              />
            )}
          </>
        }
      >
        <dl className="flex flex-col gap-2 text-sm">
          <div className="flex justify-between gap-4">
            <dt>The provider can be paid, at most</dt>
            <dd>
              <TickingAmount atoms={(now) => costSoFar(lease, units, now)} /> USDC
            </dd>
          </div>
          <div className="flex justify-between gap-4 font-medium">
            <dt>Comes back to you, at least</dt>
            <dd>
              <TickingAmount atoms={(now) => lease.funded_usdc_atoms - costSoFar(lease, units, now)} /> USDC
            </dd>
          </div>
        </dl>
        <p className="text-sm text-dim">
          Billing stops at the second the chain takes the stop.{' '}
          {bySession
            ? 'The key of this lease signs it; your wallet is not asked unless the machine refuses to carry it.'
            : 'Your wallet signs it and pays the network fee.'}{' '}
          What the provider may still prove stays reserved for a short time.
        </p>
      </Dialog>
    </>
  );
}
