'use client';

import { useState } from 'react';

import { Amount } from '@/components/primitives/Amount';
import { Button } from '@/components/ui/Button';
import { Empty } from '@/components/ui/Empty';
import { Late } from '@/components/ui/Late';
import { SectionHeading } from '@/components/ui/SectionHeading';
import { Skeleton } from '@/components/ui/Skeleton';
import { TableCell, TableFrame, TableHead, TableHeaderCell, TableRow } from '@/components/ui/Table';
import { formatDuration, formatInstant } from '@/lib/domain/duration';

import { type EarningsSeries, earningsSeries, type Payout } from './earnings-series';

/** Recharts weighs as much as the page: it comes when there is something to draw. */
const loadChart = async () => ({ default: (await import('./EarningsChart')).EarningsChart });

/** Payouts over time, as a picture or as a table. */
export function EarningsPanel({ payouts }: { readonly payouts: readonly Payout[] }) {
  const [asTable, setAsTable] = useState(false);
  const series = earningsSeries(payouts);
  const isEmpty = series.buckets.length === 0;
  return (
    <section aria-labelledby="earnings-title" className="flex flex-col gap-4">
      <SectionHeading
        id="earnings-title"
        title="Paid over time"
        lead={
          isEmpty
            ? undefined
            : `USDC that reached the payout account, each bar ${formatDuration(series.bucketSeconds)}.`
        }
        aside={
          isEmpty ? undefined : (
            <Button size="small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? 'Show as chart' : 'Show as table'}
            </Button>
          )
        }
      />
      <div className="rounded-panel border border-line bg-panel p-3 sm:p-4">
        {isEmpty ? (
          <Empty title="Nothing was paid yet">
            <p>The first payout of a lease draws the first bar.</p>
          </Empty>
        ) : asTable ? (
          <EarningsTable series={series} />
        ) : (
          <Late load={loadChart} props={{ series }} fallback={<Skeleton className="h-64 w-full" />} />
        )}
      </div>
    </section>
  );
}

function EarningsTable({ series }: { readonly series: EarningsSeries }) {
  const paid = series.buckets.filter((bucket) => bucket.paid > 0n);
  return (
    <TableFrame label="Payouts by time">
      <TableHead>
        <tr>
          <TableHeaderCell>From</TableHeaderCell>
          <TableHeaderCell figure>Paid</TableHeaderCell>
          <TableHeaderCell figure>In total</TableHeaderCell>
        </tr>
      </TableHead>
      <tbody>
        {[...paid].reverse().map((bucket) => (
          <TableRow key={bucket.fromUnixS}>
            <TableCell className="figures whitespace-nowrap">{formatInstant(bucket.fromUnixS)}</TableCell>
            <TableCell figure>
              <Amount atoms={bucket.paid} />
            </TableCell>
            <TableCell figure>
              <Amount atoms={bucket.total} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </TableFrame>
  );
}
