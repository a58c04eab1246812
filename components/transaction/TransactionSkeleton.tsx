import { Card } from '@/components/ui/Card';
import { FigureList } from '@/components/ui/FigureList';
import { Skeleton } from '@/components/ui/Skeleton';

const labels = ['Status', 'Time', 'Slot', 'Fee', 'Compute units'] as const;

/** Holds the place of a report. */
export function TransactionSkeleton() {
  return (
    <>
      <p className="sr-only" role="status">
        The transaction is being read.
      </p>
      <FigureList
        figures={labels.map((label) => ({ label, value: <Skeleton className="my-1 h-4 w-24" /> }))}
      />
      <Card>
        <Skeleton className="h-24 w-full" />
      </Card>
    </>
  );
}
