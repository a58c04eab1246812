'use client';

import { Amount } from '@/components/primitives/Amount';
import { Price } from '@/components/primitives/Price';
import { TickingAmount } from '@/components/primitives/TickingAmount';
import { useChainTime } from '@/components/primitives/use-chain-time';
import { Card } from '@/components/ui/Card';
import { Meter } from '@/components/ui/Meter';
import { formatDuration } from '@/lib/domain/duration';
import { runwaySeconds } from '@/lib/domain/price';
import { type LeaseRow } from '@/lib/index-api/shapes';
import { type LiveLeaseState } from '@/lib/session/browser/live-lease-state';

import { CostFormula } from './CostFormula';
import { costSoFar, leaseMoney } from './lease-money';

const everyAtom = { minimumDecimals: 6 };
const drawEveryS = 2;

export interface MoneyPanelProps {
  readonly lease: LeaseRow;
  readonly isLive: boolean;
  readonly state: LiveLeaseState;
}

/** What the lease costs, by the second while it runs, and where every atom of its escrow is. */
export function MoneyPanel({ lease, isLive, state }: MoneyPanelProps) {
  const units = state.commission === null ? null : state.deliveredUnits;
  const now = useChainTime(drawEveryS);
  const cost = now === null ? lease.released_usdc_atoms : costSoFar(lease, units, now);
  const left = lease.funded_usdc_atoms - cost;
  const share = lease.funded_usdc_atoms === 0n ? 0 : Number(left) / Number(lease.funded_usdc_atoms);
  const runway = runwaySeconds(left, lease.rate_per_hour_usdc_atoms) ?? 0n;
  const runwayText = `escrow for ${formatDuration(Number(runway))} at full rate`;
  return (
    <Card scale className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h2 className="legend text-dim">{isLive ? 'Cost so far' : 'Cost'}</h2>
        <p className="figures text-3xl leading-9 text-ember">
          <TickingAmount
            atoms={(nowUnixS) => costSoFar(lease, units, nowUnixS)}
            initialAtoms={lease.released_usdc_atoms}
          />{' '}
          <span className="text-base text-dim">USDC</span>
        </p>
        <p className="text-sm text-dim">
          of at most <Amount atoms={lease.funded_usdc_atoms} format={everyAtom} />, at{' '}
          <Price atomsPerHour={lease.rate_per_hour_usdc_atoms} />
        </p>
      </div>
      {isLive && (
        <div className="flex flex-col gap-1.5">
          <p className="flex justify-between gap-4 text-sm">
            <span>Runway</span>
            <span className="figures">{formatDuration(Number(runway))}</span>
          </p>
          <Meter
            label="Escrow that is left"
            share={share}
            valueText={runwayText}
            tone={share < 0.1 ? 'warn' : 'ember'}
          />
        </div>
      )}
      <MoneyTable lease={lease} />
      <CostFormula lease={lease} state={state} />
    </Card>
  );
}

function MoneyTable({ lease }: { readonly lease: LeaseRow }) {
  const money = leaseMoney(lease);
  const rows: readonly (readonly [string, { readonly paid: bigint; readonly due: bigint }])[] = [
    ['Provider, after the fee', money.provider],
    ['Protocol fee', money.fee],
    ['Back to the renter', money.renter],
  ];
  return (
    <dl className="flex flex-col border-t border-line text-sm">
      {rows.map(([name, { paid, due }]) => (
        <div key={name} className="flex justify-between gap-4 border-b border-line/70 py-1.5">
          <dt>
            {name}
            {due > 0n && (
              <span className="block text-xs text-dim">
                of it <Amount atoms={due} format={everyAtom} /> to be claimed
              </span>
            )}
          </dt>
          <dd>
            <Amount atoms={paid + due} format={everyAtom} />
          </dd>
        </div>
      ))}
      <div className="flex justify-between gap-4 border-b border-line/70 py-1.5">
        <dt>Held for work to come</dt>
        <dd>
          <Amount atoms={money.reserved} format={everyAtom} />
        </dd>
      </div>
      <div className="flex justify-between gap-4 py-1.5 font-medium">
        <dt>Funded</dt>
        <dd>
          <Amount atoms={money.funded} format={everyAtom} />
        </dd>
      </div>
    </dl>
  );
}
