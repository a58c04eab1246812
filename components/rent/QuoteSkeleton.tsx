import { Card } from '@/components/ui/Card';
import { Skeleton } from '@/components/ui/Skeleton';

import { QuoteColumn } from './QuoteColumn';

/** Holds the place of a quote. */
export function QuoteSkeleton() {
  return (
    <QuoteColumn>
      <Card scale>
        <h2 className="pb-3 text-base font-semibold">Quote</h2>
        <p className="sr-only" role="status">
          The quote is being made.
        </p>
        <div className="flex flex-col gap-5 py-1">
          {Array.from({ length: 11 }, (_, line) => (
            <div key={line} className="flex justify-between gap-8">
              <Skeleton className="h-4 w-32" />
              <Skeleton className="h-4 w-24" />
            </div>
          ))}
        </div>
      </Card>
    </QuoteColumn>
  );
}
