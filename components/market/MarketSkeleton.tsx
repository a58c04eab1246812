import { Skeleton } from '@/components/ui/Skeleton';

const tiles = 11;
const rows = 8;

/** The market's shape before anything is known of it. */
export function MarketSkeleton() {
  return (
    <div role="status" aria-label="The market loads" className="flex flex-col gap-8">
      <div className="-mx-4 flex gap-2 overflow-hidden px-4 sm:mx-0 sm:grid sm:grid-cols-[repeat(auto-fill,minmax(11.5rem,1fr))] sm:px-0">
        {Array.from({ length: tiles }, (_, index) => (
          <Skeleton key={index} className="h-31 w-44 shrink-0 sm:w-auto" />
        ))}
      </div>
      <div className="grid gap-6 xl:grid-cols-[13.5rem_minmax(0,1fr)]">
        <Skeleton className="h-10 xl:h-[36rem]" />
        <div className="flex flex-col gap-3 lg:gap-px">
          {Array.from({ length: rows }, (_, index) => (
            <Skeleton key={index} className="h-41 lg:h-15" />
          ))}
        </div>
      </div>
    </div>
  );
}
