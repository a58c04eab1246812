import { type Address } from '@solana/kit';

import { Button } from '@/components/ui/Button';
import { ButtonLink } from '@/components/ui/ButtonLink';
import { Notice } from '@/components/ui/Notice';

export interface LeaseIsOpenProps {
  readonly lease: Address;
  readonly onRentAgain: () => void;
}

/** The wish has come true, perhaps while nobody looked: after a reload, or in another tab. */
export function LeaseIsOpen({ lease, onRentAgain }: LeaseIsOpenProps) {
  return (
    <Notice
      tone="good"
      urgent
      title="Your lease is open."
      next={
        <>
          <ButtonLink tone="primary" href={`/lease/${lease}`}>
            Go to the lease
          </ButtonLink>
          <Button onClick={onRentAgain}>Rent this machine again</Button>
        </>
      }
    >
      The machine is about to begin, or has begun.
    </Notice>
  );
}
