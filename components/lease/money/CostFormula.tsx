import { formatInstant } from '@/lib/domain/duration';
import { formatCount } from '@/lib/domain/quantity';
import { formatUsdc } from '@/lib/domain/usdc';
import { type LeaseRow } from '@/lib/index-api/shapes';
import { LeaseMode } from '@/lib/pyronet/generated/types/leaseMode';
import { type LiveLeaseState } from '@/lib/session/browser/live-lease-state';

export interface CostFormulaProps {
  readonly lease: LeaseRow;
  readonly state: LiveLeaseState;
}

/** How the cost is counted, with the figures of this lease. */
export function CostFormula({ lease, state }: CostFormulaProps) {
  const { vouched } = state;
  return (
    <details className="text-sm">
      <summary className="w-fit rounded-control text-dim hover:text-ink">How this is counted</summary>
      <div className="mt-2 flex flex-col gap-2 text-dim">
        {lease.mode === LeaseMode.Run ? (
          <p className="figures text-xs text-ink">
            rate × min(covered seconds × guaranteed units/s, delivered units) ÷ (3600 × guaranteed units/s)
          </p>
        ) : (
          <p className="figures text-xs text-ink">rate × covered seconds ÷ 3600</p>
        )}
        <p>
          Rate {formatUsdc(lease.rate_per_hour_usdc_atoms, { minimumDecimals: 6 })} USDC an hour. Covered on
          chain: {formatCount(lease.covered_s)} s
          {lease.anchor_at_unix_s > 0n && `, last proved ${formatInstant(Number(lease.anchor_at_unix_s))}`}.
          Time since then counts while the next proof can still credit it, for {lease.interval_s} s.
          {lease.mode === LeaseMode.Run &&
            ` Guaranteed: ${formatCount(lease.guaranteed_units_per_s)} work units a second; the whole job has ${formatCount(lease.unit_cap)}.`}
        </p>
        {vouched !== null && (
          <p>
            Your session key has signed for {formatCount(vouched.coveredSeconds)} s,{' '}
            {formatCount(vouched.deliveredSegments)} segments delivered and{' '}
            {formatCount(vouched.acceptedSegments)} accepted. What the provider can bill is bounded by what
            you accept or leave uncontested.
          </p>
        )}
      </div>
    </details>
  );
}
