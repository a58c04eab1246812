import { Button } from '@/components/ui/Button';
import { Notice } from '@/components/ui/Notice';
import { IndexError } from '@/lib/index-api/client';

export interface MarketUnreachableProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

/** Nothing of the market is known. */
export function MarketUnreachable({ error, onRetry }: MarketUnreachableProps) {
  const words =
    error instanceof IndexError
      ? { title: error.message, next: error.next }
      : { title: 'The market could not be read.', next: 'Try again in a moment.' };
  return (
    <Notice
      tone="error"
      title={words.title}
      next={
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      {words.next} Leases that run are not touched by this: they live on chain.
    </Notice>
  );
}
