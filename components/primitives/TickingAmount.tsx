'use client';

import { formatUsdc, type UsdcFormat } from '@/lib/domain/usdc';

import { TickingText } from './TickingText';

export interface TickingAmountProps {
  /** USDC atoms at an instant of the chain's clock. */
  readonly atoms: (nowUnixS: number) => bigint;
  /** Default: always six digits, so that the figure keeps its width. */
  readonly format?: UsdcFormat;
  /** What the server shows; its atoms stand until the chain's time is known. */
  readonly initialAtoms?: bigint;
  readonly className?: string;
  /** The formula behind it and its times, for whoever wants to check. */
  readonly title?: string;
}

const everyAtom: UsdcFormat = { minimumDecimals: 6 };

/** An amount of USDC that moves by the second. */
export function TickingAmount({
  atoms,
  format = everyAtom,
  initialAtoms,
  className,
  title,
}: TickingAmountProps) {
  return (
    <TickingText
      text={(nowUnixS) => formatUsdc(atoms(nowUnixS), format)}
      initial={initialAtoms === undefined ? '—' : formatUsdc(initialAtoms, format)}
      className={`figures ${className ?? ''}`}
      {...(title === undefined ? {} : { title })}
    />
  );
}
