'use client';

import { GpuClassName } from '@/components/primitives/GpuClassName';
import { Flash } from '@/components/ui/Flash';
import { Late } from '@/components/ui/Late';
import { PageLink } from '@/components/ui/PageLink';
import { formatVram } from '@/lib/domain/quantity';
import { formatUsdc } from '@/lib/domain/usdc';
import { type ClassRow, type PricePoint } from '@/lib/index-api/shapes';

import { type FirstPrices, useLivePrices } from './use-live-prices';

const loadFeedStatus = async () => ({ default: (await import('./FeedStatus')).FeedStatus });
const feedStatusPlace = <p className="min-h-6" />;

export interface LivePricesProps {
  readonly classes: readonly ClassRow[];
  readonly first: FirstPrices | null;
}

/** What each GPU model costs now, as a panel of readings. */
export function LivePrices({ classes, first }: LivePricesProps) {
  const prices = useLivePrices(first);
  return (
    <section
      aria-labelledby="now"
      className="ticks relative rounded-panel border border-line bg-panel/95 shadow-2xl shadow-black/10"
    >
      <div className="flex flex-col justify-between gap-x-4 px-4 pt-4 pb-2 sm:flex-row sm:items-center">
        <h2 id="now" className="text-sm font-semibold">
          Asking now
        </h2>
        <Late
          load={loadFeedStatus}
          props={{ firstSlot: first?.as_of.slot }}
          fallback={feedStatusPlace}
          missing={feedStatusPlace}
        />
      </div>
      <table className="w-full text-sm">
        <thead className="text-dim">
          <tr>
            <HeadCell>Model</HeadCell>
            <HeadCell figure>VRAM</HeadCell>
            <HeadCell figure>USDC/h</HeadCell>
            <HeadCell figure>Free</HeadCell>
          </tr>
        </thead>
        <tbody>
          {classes.map((row) => (
            <PriceRow key={row.class_id} row={row} point={prices.get(row.class_id)} />
          ))}
        </tbody>
      </table>
      <p className="border-t border-line px-4 py-2.5 text-xs text-dim">{footnote(prices, first !== null)}</p>
    </section>
  );
}

/** What the figures are, or why there are none. */
function footnote(prices: ReadonlyMap<number, PricePoint>, wasAnswered: boolean): string {
  if (prices.size === 0 && !wasAnswered)
    return 'No answer from the chain yet. Prices appear here by themselves when there is one.';
  const free = [...prices.values()].filter(({ gpus_free }) => gpus_free > 0);
  if (free.length === 0) return 'Nobody offers a machine right now. Yours could be the first.';
  const words = 'Lowest ask of a GPU that can be taken now, billed by the second.';
  return free.some(({ local_only }) => local_only)
    ? `${words} Demo prices: these machines are this computer’s CPU, and the money is worthless.`
    : words;
}

interface PriceRowProps {
  readonly row: ClassRow;
  readonly point: PricePoint | undefined;
}

function PriceRow({ row, point }: PriceRowProps) {
  const lowest = point?.lowest_per_hour_usdc_atoms ?? null;
  const free = point?.gpus_free ?? 0;
  return (
    <tr className="relative border-t border-line/60 hover:bg-raised/60">
      <td className="py-[0.4375rem] pr-2 pl-4">
        <PageLink href={`/market/${row.class_id}`} className="after:absolute after:inset-0">
          <GpuClassName name={row.name} />
        </PageLink>
      </td>
      <td className="figures px-2 text-right whitespace-nowrap text-dim">
        {formatVram(row.vram_mib) ?? '—'}
      </td>
      <td className="figures w-24 px-2 text-right">
        {lowest === null ? (
          <span className="text-dim">—</span>
        ) : (
          <Flash value={lowest} className="text-ember">
            {formatUsdc(lowest, { minimumDecimals: 3 })}
          </Flash>
        )}
      </td>
      <td className="figures w-16 py-[0.4375rem] pr-4 pl-2 text-right">
        <Flash value={free} className={free === 0 ? 'text-dim' : ''}>
          {free}
        </Flash>
      </td>
    </tr>
  );
}

function HeadCell({ children, figure = false }: { readonly children: string; readonly figure?: boolean }) {
  return (
    <th
      scope="col"
      className={`legend px-2 py-1.5 font-normal first:pl-4 last:pr-4 ${figure ? 'text-right' : 'text-left'}`}
    >
      {children}
    </th>
  );
}
