'use client';

import { Late } from '@/components/ui/Late';
import { Skeleton } from '@/components/ui/Skeleton';
import { type JobOutline } from '@/lib/engine/outline/job-outline';
import { type LiveLease } from '@/lib/session/browser/live-lease';

/** Each brings the parts of the engine that know of its family. */
const loadPicture = () => import('../picture/PictureView');
const loadSimulation = () => import('../simulation/SimulationView');
const loadText = () => import('../text/TextView');

export interface WorkViewProps {
  readonly live: LiveLease;
  readonly outline: JobOutline;
  /** All segments are here. */
  readonly complete: boolean;
  /** Beginning of the names of saved files. */
  readonly name: string;
}

/** The work as far as it has arrived, as its family is looked at. */
export function WorkView({ live, outline, complete, name }: WorkViewProps) {
  const fallback = <Skeleton className="h-72 w-full" />;
  switch (outline.family) {
    case 'rendering':
      return <Late load={loadPicture} props={{ live, outline, complete, name }} fallback={fallback} />;
    case 'simulation':
      return <Late load={loadSimulation} props={{ live, outline, complete, name }} fallback={fallback} />;
    case 'generation':
      return <Late load={loadText} props={{ live, outline, complete, name }} fallback={fallback} />;
  }
}
