'use client';

import { type Address } from '@solana/kit';

import { Countdown } from '@/components/primitives/Countdown';
import { LeaseLink } from '@/components/primitives/LeaseLink';
import { TxButton } from '@/components/primitives/TxButton';
import { formatInstant } from '@/lib/domain/duration';
import { type LeaseRow } from '@/lib/index-api/shapes';
import { LeaseState } from '@/lib/pyronet/generated/types/leaseState';

import { claimsAtOnce } from '../money/claims-at-once';

export interface LockedBondProps {
  readonly authority: Address;
  readonly leases: readonly LeaseRow[];
  readonly lockedAtoms: bigint;
  readonly nowUnixS: number;
  readonly onConfirmed: () => void;
}

const shown = 5;

/** Which leases hold bond and until when, and the button that frees what nothing holds any more. */
export function LockedBond({ authority, leases, lockedAtoms, nowUnixS, onConfirmed }: LockedBondProps) {
  if (lockedAtoms === 0n) return null;
  const holding = leases.filter((lease) => !lease.closed);
  const settled = holding.filter(({ state }) => state === LeaseState.Settled);
  const ripe = settled.filter(({ evidence_until_unix_s }) => Number(evidence_until_unix_s) <= nowUnixS);
  const running = holding.length - settled.length;
  const waiting = settled.filter((lease) => !ripe.includes(lease));
  return (
    <div className="flex flex-col gap-2 text-sm">
      <p className="text-dim">Locked because:</p>
      <ul className="flex flex-col gap-1 text-xs">
        {running > 0 && (
          <li>
            {running === 1 ? '1 lease is not settled yet' : `${running} leases are not settled yet`}; it
            unlocks once that is over and its evidence time has passed.
          </li>
        )}
        {waiting.slice(0, shown).map(({ address, evidence_until_unix_s }) => (
          <li key={address}>
            <LeaseLink address={address} /> can be disputed until{' '}
            {formatInstant(Number(evidence_until_unix_s))} (
            <Countdown untilUnixS={Number(evidence_until_unix_s)} over="over" />)
          </li>
        ))}
        {waiting.length > shown && <li>and {waiting.length - shown} more settled leases.</li>}
      </ul>
      {ripe.length > 0 && (
        <TxButton
          size="small"
          className="self-start"
          label={`Release the bond of ${Math.min(ripe.length, claimsAtOnce)} settled`}
          title="Release bond"
          intentKey={`provider:release:${authority}`}
          plan={async (signer) =>
            (await import('../plans/plan-claims')).planReleases(
              signer,
              authority,
              ripe.map(({ address }) => address as Address),
            )
          }
          onConfirmed={onConfirmed}
        />
      )}
    </div>
  );
}
