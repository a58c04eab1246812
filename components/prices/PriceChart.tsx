'use client';

import { useChainTime } from '@/components/primitives/use-chain-time';
import { Empty } from '@/components/ui/Empty';
import { Late } from '@/components/ui/Late';
import { type PricePoint } from '@/lib/index-api/shapes';

import { chartData } from './chart-data';
import { PriceFigures } from './PriceFigures';

const chartHeightPx = 240;
const clockStepS = 10;

const loadCanvas = () => import('./PriceCanvas');

export interface PriceChartProps {
  /** What is priced, for those who hear the page. */
  readonly name: string;
  /** Of one class, oldest first. */
  readonly points: readonly PricePoint[];
}

/** Lowest and median ask of one GPU model over time. */
export function PriceChart({ name, points }: PriceChartProps) {
  const nowUnixS = useChainTime(clockStepS);
  const last = points.at(-1);
  if (last === undefined) {
    return (
      <Empty title="No price yet">
        A point is kept whenever the lowest ask, the median or the number of free GPUs changes.
      </Empty>
    );
  }
  return (
    <figure className="flex flex-col gap-3">
      <div className="h-[18.5rem]">
        <Late
          load={loadCanvas}
          props={{ data: chartData(points, nowUnixS ?? undefined), height: chartHeightPx }}
        />
      </div>
      <figcaption className="text-xs text-dim">
        Asking prices of {name} in USDC per GPU-hour, by the chain’s clock (UTC).
        {last.local_only && ' Demo prices: only machines of this computer stand behind them.'}
      </figcaption>
      <PriceFigures points={points} />
    </figure>
  );
}
