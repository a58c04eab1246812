'use client';

import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';

export interface ResetDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onReset: () => void;
}

/** Asks before the local chain is begun anew. */
export function ResetDialog({ open, onOpenChange, onReset }: ResetDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Begin the local chain anew?"
      description="Every account, offer and lease on it is gone, with the session keys and results this browser keeps for it. All tabs load again."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Keep it</Button>
          <Button tone="danger" onClick={onReset}>
            Reset the chain
          </Button>
        </>
      }
    />
  );
}
