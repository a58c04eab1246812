import { Page } from './Page';
import { Skeleton } from './Skeleton';

/** A page on its way: a heading, a row of readings, a panel. */
export function PageSkeleton() {
  return (
    <Page>
      <div role="status" aria-label="The page loads" className="flex flex-col gap-8">
        <Skeleton className="h-9 w-64 max-w-full" />
        <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
          <Skeleton className="h-24" />
          <Skeleton className="h-24" />
          <Skeleton className="h-24" />
          <Skeleton className="h-24" />
        </div>
        <Skeleton className="h-80" />
      </div>
    </Page>
  );
}
