import { FigureList } from '@/components/ui/FigureList';
import { Skeleton } from '@/components/ui/Skeleton';

const labels = ['Price', 'Guaranteed speed', 'GPUs', 'Track record', 'Takes', 'Serves'] as const;

/** Holds the place of what is known of a machine. */
export function MachineSkeleton() {
  return (
    <section aria-label="Machine" aria-busy className="flex flex-col gap-4">
      <Skeleton className="h-24 w-72 max-w-full sm:h-6" />
      <FigureList
        figures={labels.map((label) => ({
          label,
          value: <Skeleton className="my-1 h-4 w-20" />,
          note: <Skeleton className="my-0.5 h-3 w-24" />,
        }))}
      />
    </section>
  );
}
