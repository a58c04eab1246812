'use client';

import { type Address } from '@solana/kit';

import { Amount } from '@/components/primitives/Amount';
import { TxButton } from '@/components/primitives/TxButton';
import { useChainTime } from '@/components/primitives/use-chain-time';
import { Card } from '@/components/ui/Card';
import { type LeaseRow } from '@/lib/index-api/shapes';
import { LeaseState } from '@/lib/pyronet/generated/types/leaseState';
import { queryKeys } from '@/lib/queries/index-queries';

import { answerBy, silentSince } from '../state/lease-story';
import { useWindowEnd } from '../state/use-window-end';
import { type LiveLeaseHandle } from '../use-live-lease';
import { type Viewer } from '../use-viewer';
import { CancelLease } from './CancelLease';
import { dueWait } from './due-wait';
import { PingLease } from './PingLease';
import { StopLease } from './StopLease';
import { TopUpLease } from './TopUpLease';
import { UncarriedOrder } from './UncarriedOrder';

export interface LeaseActionsProps {
  readonly lease: LeaseRow;
  readonly handle: LiveLeaseHandle;
  readonly viewer: Viewer;
}

const decideEveryS = 2;
const everyAtom = { minimumDecimals: 6 };

/** What the one who looks can do now. Nothing where there is nothing. */
export default function LeaseActions({ lease, handle, viewer }: LeaseActionsProps) {
  const now = useChainTime(decideEveryS);
  const wait = dueWait(lease, useWindowEnd(lease), now ?? 0);
  const at = lease.address as Address;
  const changes = [queryKeys.lease(lease.address)];
  const { uncarried } = handle.state;
  const isSilent = now !== null && silentSince(lease, now) !== null && answerBy(lease) === null;
  const isRenter = viewer === 'renter' || handle.state.role === 'leading';
  const running = lease.state === LeaseState.Active && !lease.closed;
  const waiting = (lease.state === LeaseState.Open || lease.state === LeaseState.Accepted) && !lease.closed;
  const due = viewer === 'provider' ? lease.provider_due_usdc_atoms : lease.renter_due_usdc_atoms;
  const claims = viewer !== 'visitor' && due > 0n && !lease.closed;
  if (!(isRenter && (running || waiting)) && wait === null && !claims && uncarried === null) return null;
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="sr-only">What you can do</h2>
      {uncarried !== null && <UncarriedOrder at={at} order={uncarried.order} changes={changes} />}
      {wait !== null && (
        <div className="flex flex-col gap-2 text-sm">
          <p>{wait}</p>
          <TxButton
            label="End the wait"
            intentKey={`end-wait ${at} ${lease.state}`}
            title="End a wait"
            plan={async (signer) => (await import('./plan-lease-actions')).planEndWait(signer, at)}
            changes={changes}
          />
          <p className="text-xs text-dim">
            Anyone may do this. It costs the network fee and pays the lease’s tip.
          </p>
        </div>
      )}
      {claims && (
        <div className="flex flex-col gap-2 text-sm">
          <p>
            <Amount atoms={due} format={everyAtom} /> wait for{' '}
            {viewer === 'provider' ? 'your payout account' : 'you'}.
          </p>
          <TxButton
            label="Claim"
            intentKey={`claim-${viewer} ${at} ${due}`}
            title={viewer === 'provider' ? 'Claim what you earned' : 'Claim what is left'}
            plan={async () =>
              (await import('./plan-lease-actions')).planClaim(
                at,
                viewer === 'provider' ? 'provider' : 'renter',
              )
            }
            changes={changes}
          />
        </div>
      )}
      {isRenter && isSilent && <PingLease lease={lease} changes={changes} />}
      {isRenter && (running || waiting) && (
        <div className="flex flex-wrap gap-3">
          {running && <StopLease lease={lease} handle={handle} changes={changes} />}
          {waiting && <CancelLease lease={lease} handle={handle} changes={changes} />}
          <TopUpLease lease={lease} changes={changes} />
        </div>
      )}
    </Card>
  );
}
