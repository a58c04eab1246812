'use client';

import { type ReactNode, useState } from 'react';

import { Button } from '@/components/ui/Button';
import { Card } from '@/components/ui/Card';

/** For the renter of a lease whose session is in another browser: the way to go on in this one. */
export function ElsewherePanel({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h2 className="font-semibold">Go on in this browser</h2>
        <p className="text-sm text-dim">
          The session key of this lease is in the browser that opened it. Open the lease there if you can.
          Otherwise choose the same job here, and let your wallet give the lease a new key.
        </p>
      </div>
      {open ? (
        children
      ) : (
        <Button className="self-start" onClick={() => setOpen(true)}>
          Choose the job
        </Button>
      )}
    </Card>
  );
}
