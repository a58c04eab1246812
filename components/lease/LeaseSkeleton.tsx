import { Page } from '@/components/ui/Page';
import { Skeleton } from '@/components/ui/Skeleton';

/** A lease on its way, in the shape it will have. */
export function LeaseSkeleton() {
  return (
    <Page>
      <h1 className="sr-only">Lease</h1>
      <div role="status" aria-label="The lease loads" className="flex flex-col gap-8">
        <div className="flex flex-col gap-3">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-9 w-72 max-w-full" />
          <Skeleton className="h-5 w-96 max-w-full" />
        </div>
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1.6fr)_minmax(20rem,1fr)]">
          <Skeleton className="h-[26rem]" />
          <div className="flex flex-col gap-6">
            <Skeleton className="h-36" />
            <Skeleton className="h-80" />
          </div>
        </div>
      </div>
    </Page>
  );
}
