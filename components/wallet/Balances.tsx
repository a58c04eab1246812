'use client';

import { type Address } from '@solana/kit';
import { useQuery } from '@tanstack/react-query';

import { FigureList } from '@/components/ui/FigureList';
import { Notice } from '@/components/ui/Notice';
import { Skeleton } from '@/components/ui/Skeleton';
import { formatPyro } from '@/lib/domain/pyro';
import { formatSol } from '@/lib/domain/sol';
import { formatUsdc } from '@/lib/domain/usdc';
import { holdingsQuery } from '@/lib/queries/holdings';

/** What the account holds, read from the chain every few seconds. */
export function Balances({ owner }: { readonly owner: Address }) {
  const { data, isError } = useQuery(holdingsQuery(owner));
  if (data === undefined && isError) {
    return (
      <Notice tone="warn" title="The network does not answer">
        What this account holds shows here as soon as it does.
      </Notice>
    );
  }
  const pending = <Skeleton className="h-6 w-20" />;
  return (
    <FigureList
      figures={[
        { label: 'SOL', value: data === undefined ? pending : formatSol(data.lamports) },
        { label: 'USDC', value: data === undefined ? pending : formatUsdc(data.usdcAtoms) },
        { label: 'PYRO', value: data === undefined ? pending : formatPyro(data.pyroAtoms) },
      ]}
    />
  );
}
