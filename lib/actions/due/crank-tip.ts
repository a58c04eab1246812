import { type Lease } from '@/lib/pyronet/generated';

/** Lamports that whoever ends a wait of the lease gets for it: its tip per step, while what was put in lasts. */
export function crankTip({ tipLamports, crankTipLamports }: Lease): bigint {
  const each = BigInt(crankTipLamports);
  return tipLamports < each ? tipLamports : each;
}
