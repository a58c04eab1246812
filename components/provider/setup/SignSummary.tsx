import { type ReactNode } from 'react';

import { Amount } from '@/components/primitives/Amount';
import { type GoToMarketQuote } from '@/lib/actions/go-to-market-quote';
import { formatDuration } from '@/lib/domain/duration';
import { formatSol } from '@/lib/domain/sol';
import { type ParamsValues } from '@/lib/pyronet/generated';

interface Line {
  readonly label: string;
  readonly amount: ReactNode;
  /** When it comes back, if it does. */
  readonly note: string;
}

export interface SignSummaryProps {
  readonly quote: GoToMarketQuote;
  readonly params: Pick<ParamsValues, 'unbondingS'>;
}

/** What leaves the wallet with the signature, and when each part can come back. */
export function SignSummary({ quote, params }: SignSummaryProps) {
  return (
    <dl className="flex flex-col divide-y divide-line text-sm">
      {linesOf(quote, formatDuration(params.unbondingS)).map(({ label, amount, note }) => (
        <div key={label} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 py-2 first:pt-0">
          <dt>{label}</dt>
          <dd>{amount}</dd>
          <dd className="col-span-2 text-xs text-dim">{note}</dd>
        </div>
      ))}
    </dl>
  );
}

function linesOf(quote: GoToMarketQuote, unbonding: string): readonly Line[] {
  const deposit = `Yours. Comes back ${unbonding} after you ask for it, once no lease holds it.`;
  const lines: (Line & { readonly counts: bigint })[] = [
    {
      label: 'Stake',
      counts: quote.stakePyroAtoms,
      amount: <Amount atoms={quote.stakePyroAtoms} unit="PYRO" format={{ minimumDecimals: 0 }} />,
      note: deposit,
    },
    {
      label: 'Bond',
      counts: quote.bondUsdcAtoms,
      amount: <Amount atoms={quote.bondUsdcAtoms} />,
      note: deposit,
    },
    {
      label: 'Machine’s purse',
      counts: quote.workerPurseLamports,
      amount: <Sol lamports={quote.workerPurseLamports} />,
      note: 'Belongs to the machine’s key from then on.',
    },
    {
      label: 'Rent of the provider’s account',
      counts: quote.providerRentLamports,
      amount: <Sol lamports={quote.providerRentLamports} />,
      note: 'Does not come back: the program has no way to close a provider yet.',
    },
    {
      label: 'Rent of the payout account',
      counts: quote.payoutRentLamports,
      amount: <Sol lamports={quote.payoutRentLamports} />,
      note: 'Your USDC account is created; comes back when you close it.',
    },
    {
      label: 'Rent of the offer',
      counts: quote.offerRentLamports,
      amount: <Sol lamports={quote.offerRentLamports} />,
      note: 'Comes back when you withdraw the offer and no lease uses it.',
    },
  ];
  return lines.filter(({ counts }) => counts > 0n);
}

function Sol({ lamports }: { readonly lamports: bigint }) {
  return (
    <span className="figures whitespace-nowrap">
      {formatSol(lamports)} <span className="text-[0.85em] text-dim">SOL</span>
    </span>
  );
}
