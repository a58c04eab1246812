import { formatUsdc, type UsdcFormat } from '@/lib/domain/usdc';

export interface AmountProps {
  /** USDC atoms; pass another token's atoms with its `unit` (PYRO has six digits too). */
  readonly atoms: bigint;
  readonly unit?: 'USDC' | 'PYRO';
  readonly format?: UsdcFormat;
  readonly className?: string;
}

/** An amount with its unit. Every digit is there unless `format` cuts some. */
export function Amount({ atoms, unit = 'USDC', format, className }: AmountProps) {
  return (
    <span className={`figures whitespace-nowrap ${className ?? ''}`}>
      {formatUsdc(atoms, format)} <span className="text-[0.85em] text-dim">{unit}</span>
    </span>
  );
}
