import { formatUsdc } from '@/lib/domain/usdc';

export interface PriceProps {
  /** USDC atoms per GPU-hour, or per hour of a whole lease. */
  readonly atomsPerHour: bigint;
  /** Leaves the unit to the column's head. */
  readonly bare?: boolean;
  readonly className?: string;
}

/** A price per hour: three digits after the point at least, so that prices stand under each other. */
export function Price({ atomsPerHour, bare = false, className }: PriceProps) {
  return (
    <span className={`figures whitespace-nowrap ${className ?? ''}`}>
      {formatUsdc(atomsPerHour, { minimumDecimals: 3 })}
      {!bare && <span className="text-[0.85em] text-dim"> USDC/h</span>}
    </span>
  );
}
