'use client';

import { type Address } from '@solana/kit';
import { type QueryKey } from '@tanstack/react-query';
import { useState } from 'react';

import { Amount } from '@/components/primitives/Amount';
import { TxButton } from '@/components/primitives/TxButton';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { accruedForTime } from '@/lib/domain/accrual';
import { type LeaseRow } from '@/lib/index-api/shapes';
import { LeaseMode } from '@/lib/pyronet/generated/types/leaseMode';

export interface TopUpLeaseProps {
  readonly lease: LeaseRow;
  readonly changes: readonly QueryKey[];
}

const inputId = 'top-up-minutes';
const mostMinutes = 100_000n;

/** Adds time to a lease at its own rate, after quoting it. */
export function TopUpLease({ lease, changes }: TopUpLeaseProps) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('10');
  const minutes = /^\d{1,6}$/.test(text.trim()) ? BigInt(text.trim()) : 0n;
  const valid = minutes > 0n && minutes <= mostMinutes;
  const seconds = minutes * 60n;
  const isRun = lease.mode === LeaseMode.Run;
  const at = lease.address as Address;
  return (
    <>
      <Button onClick={() => setOpen(true)}>Top up</Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Add time"
        description={
          isRun
            ? 'A job is paid by its work, which is funded in full. More time moves its deadline and costs nothing.'
            : 'More time at the lease’s own rate.'
        }
        footer={
          <>
            <Button tone="quiet" onClick={() => setOpen(false)}>
              Close
            </Button>
            <TxButton
              label={`Add ${valid ? minutes : ''} min`}
              intentKey={`top-up ${at} ${lease.end_at_unix_s} ${minutes}`}
              title="Top up a lease"
              plan={async (signer) => (await import('./plan-lease-actions')).planTopUp(signer, at, seconds)}
              onConfirmed={() => setOpen(false)}
              disabledReason={valid ? undefined : 'Enter how many minutes.'}
              changes={changes}
            />
          </>
        }
      >
        <Field
          label="Minutes to add"
          htmlFor={inputId}
          hint="The offer may limit how long a lease can be."
          problem={valid ? undefined : 'Enter a whole number of minutes.'}
        >
          <Input
            id={inputId}
            figures
            inputMode="numeric"
            unit="min"
            value={text}
            invalid={!valid}
            aria-describedby={`${inputId}-hint`}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <p className="flex justify-between gap-4 text-sm">
          <span>You pay now{isRun ? '' : ', at most'}</span>
          <Amount
            atoms={isRun || !valid ? 0n : accruedForTime(lease.rate_per_hour_usdc_atoms, seconds) + 1n}
            format={{ minimumDecimals: 6 }}
          />
        </p>
      </Dialog>
    </>
  );
}
