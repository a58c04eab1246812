import { GpuClassName } from '@/components/primitives/GpuClassName';
import { Flash } from '@/components/ui/Flash';
import { PageLink } from '@/components/ui/PageLink';
import { formatUsdc } from '@/lib/domain/usdc';
import { type ClassDepth } from '@/lib/matching/class-depth';

import { DepthCurve } from './DepthCurve';

/** One GPU model: what it costs at least, how deep the market is, and the way to its page. */
export function ClassTile({ classRow, depth, steps, demoOnly }: ClassDepth) {
  return (
    <PageLink
      href={`/market/${classRow.class_id}`}
      className="ticks group relative flex w-44 shrink-0 snap-start flex-col gap-1 rounded-panel border border-line bg-panel px-3 pt-3 pb-2.5 hover:border-edge sm:w-auto"
    >
      <span className="flex items-baseline justify-between gap-2 text-sm">
        <span className="truncate">
          <GpuClassName name={classRow.name} />
        </span>
      </span>
      {depth === undefined ? (
        <span className="flex h-6 items-center text-sm text-dim">none free</span>
      ) : (
        <span className="flex h-6 items-baseline justify-between gap-2">
          <Flash value={depth.lowest} className="figures text-lg leading-6 text-ember">
            {price(depth.lowest)}
          </Flash>
          <span className="figures text-xs text-dim">{depth.gpusFree} free</span>
        </span>
      )}
      <DepthCurve steps={steps} />
      <span className="figures flex h-4 justify-between text-[0.6875rem] text-dim">
        {depth !== undefined && (
          <>
            <span title="A tenth of the free GPUs cost this or less.">P10 {price(depth.p10)}</span>
            <span title="Half of the free GPUs cost this or less.">med. {price(depth.median)}</span>
          </>
        )}
      </span>
      {demoOnly && <span className="sr-only">Demo prices</span>}
    </PageLink>
  );
}

function price(atoms: bigint): string {
  return formatUsdc(atoms, { minimumDecimals: 3 });
}
