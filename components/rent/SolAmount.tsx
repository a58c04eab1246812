import { formatSol } from '@/lib/domain/sol';

/** Lamports as SOL, every digit. */
export function SolAmount({ lamports }: { readonly lamports: bigint }) {
  return (
    <span className="figures whitespace-nowrap">
      {formatSol(lamports)} <span className="text-[0.85em] text-dim">SOL</span>
    </span>
  );
}
