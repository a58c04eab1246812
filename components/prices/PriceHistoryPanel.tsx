'use client';

import { Card } from '@/components/ui/Card';
import { Notice } from '@/components/ui/Notice';
import { Skeleton } from '@/components/ui/Skeleton';
import { type PriceHistory } from '@/lib/index-api/shapes';

import { PriceChart } from './PriceChart';
import { usePriceHistory } from './use-price-history';

export interface PriceHistoryPanelProps {
  readonly classId: number;
  readonly name: string;
  /** What the page came with; null has it read. */
  readonly first: PriceHistory | null;
}

/** The price chart of one model, live. */
export function PriceHistoryPanel({ classId, name, first }: PriceHistoryPanelProps) {
  const { history, failed } = usePriceHistory(classId, first);
  if (history === null && failed) {
    return (
      <Notice tone="error" title="The price history could not be read.">
        The page tries again when the connection is back.
      </Notice>
    );
  }
  return (
    <Card scale>
      {history === null ? <Skeleton className="h-90" /> : <PriceChart name={name} points={history.points} />}
    </Card>
  );
}
