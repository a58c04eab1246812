'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

import { formatInstant } from '@/lib/domain/duration';
import { formatUsdc } from '@/lib/domain/usdc';

import { type EarningsSeries } from './earnings-series';

const atomsPerUsdc = 1_000_000;
const secondsPerDay = 86_400;
const axis = { fontSize: 11, fill: 'var(--dim)', fontFamily: 'var(--font-mono)' } as const;

/** Payouts as bars; the figures in it are rounded for the eye, the table beside it holds every atom. */
export function EarningsChart({ series }: { readonly series: EarningsSeries }) {
  const { buckets, bucketSeconds } = series;
  const bars = buckets.map(({ fromUnixS, paid, total }) => ({
    fromUnixS,
    usdc: Number(paid) / atomsPerUsdc,
    paid: formatUsdc(paid),
    total: formatUsdc(total),
  }));
  const total = formatUsdc(buckets.at(-1)?.total ?? 0n);
  return (
    <figure
      className="h-64 w-full"
      role="img"
      aria-label={`Payouts in ${bars.length} spans, ${total} USDC in total. The same figures are in the table.`}
    >
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={bars} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="fromUnixS"
            tickFormatter={(unixS: number) => timeLabel(unixS, bucketSeconds)}
            tick={axis}
            tickLine={false}
            axisLine={{ stroke: 'var(--edge)' }}
            minTickGap={32}
          />
          <YAxis tick={axis} tickLine={false} axisLine={false} width={64} tickFormatter={amountLabel} />
          <Tooltip
            cursor={{ fill: 'var(--raised)' }}
            content={({ active, payload }) => (active ? <Reading bar={payload[0]?.payload} /> : null)}
          />
          <Bar
            dataKey="usdc"
            fill="var(--ember)"
            radius={[2, 2, 0, 0]}
            isAnimationActive={false}
            maxBarSize={28}
          />
        </BarChart>
      </ResponsiveContainer>
    </figure>
  );
}

interface BarReading {
  readonly fromUnixS: number;
  readonly paid: string;
  readonly total: string;
}

function Reading({ bar }: { readonly bar: unknown }) {
  if (!isBarReading(bar)) return null;
  return (
    <div className="figures rounded-control border border-line bg-raised px-3 py-2 text-xs text-ink shadow-lg">
      <p className="text-dim">{formatInstant(bar.fromUnixS)}</p>
      <p>{bar.paid} USDC</p>
      <p className="text-dim">{bar.total} in total</p>
    </div>
  );
}

function isBarReading(value: unknown): value is BarReading {
  return typeof value === 'object' && value !== null && 'fromUnixS' in value && 'paid' in value;
}

/** The time of day within a day, the date beyond; in UTC like every instant here. */
function timeLabel(unixS: number, bucketSeconds: number): string {
  const instant = new Date(unixS * 1_000).toISOString();
  return bucketSeconds >= secondsPerDay ? instant.slice(0, 10) : instant.slice(11, 16);
}

const amountLabel = (usdc: number): string => Number(usdc.toPrecision(2)).toString();
