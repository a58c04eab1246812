import { Badge } from '@/components/ui/Badge';
import { Skeleton } from '@/components/ui/Skeleton';
import { type ClassDepth } from '@/lib/matching/class-depth';

import { ClassTile } from './ClassTile';

export interface ClassStripProps {
  readonly depths: readonly ClassDepth[];
  /** False while only a part of the book is known, over which nothing may be counted. */
  readonly isWhole: boolean;
}

/** Depth by GPU model: a row to swipe on a phone, a grid elsewhere. */
export function ClassStrip({ depths, isWhole }: ClassStripProps) {
  const anyDemo = isWhole && depths.some(({ demoOnly }) => demoOnly);
  return (
    <section aria-labelledby="by-model" className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="by-model" className="legend text-dim">
          By model, lowest ask in USDC per GPU-hour
        </h2>
        {anyDemo && <Badge tone="warn">demo prices: this computer’s own machines</Badge>}
      </div>
      <div className="relative -mx-4 flex snap-x scroll-px-4 gap-2 overflow-x-auto px-4 pb-1 sm:mx-0 sm:grid sm:grid-cols-[repeat(auto-fill,minmax(11.5rem,1fr))] sm:overflow-visible sm:px-0">
        {depths.map((depth) =>
          isWhole ? (
            <ClassTile key={depth.classRow.class_id} {...depth} />
          ) : (
            <Skeleton key={depth.classRow.class_id} className="h-31 w-44 shrink-0 sm:w-auto" />
          ),
        )}
      </div>
    </section>
  );
}
