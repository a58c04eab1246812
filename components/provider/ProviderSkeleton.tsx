import { Skeleton } from '@/components/ui/Skeleton';

/** The place of the page while it is not known what the wallet is. */
export function ProviderSkeleton() {
  return (
    <div aria-busy className="flex flex-col gap-8">
      <p role="status" className="sr-only">
        Reading the chain
      </p>
      <div className="flex flex-col gap-3">
        <Skeleton className="h-4 w-28" />
        <Skeleton className="h-9 w-full max-w-md" />
        <Skeleton className="h-4 w-full max-w-2xl" />
      </div>
      <Skeleton className="h-20 w-full" />
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        {[1, 2, 3, 4].map((place) => (
          <Skeleton key={place} className="h-24" />
        ))}
      </div>
      <Skeleton className="h-64 w-full" />
    </div>
  );
}
