'use client';

import { Price } from '@/components/primitives/Price';
import { Button } from '@/components/ui/Button';
import { ButtonLink } from '@/components/ui/ButtonLink';
import { Notice } from '@/components/ui/Notice';
import { type Problem } from '@/lib/domain/result';

import { type RentQuote } from './rent-quote';
import { type AgreedPrice } from './use-agreed-price';

export interface ObstacleProps {
  readonly problem: Problem;
  readonly quote: RentQuote;
  readonly agreed: AgreedPrice;
}

/** What came between the renter and this machine while the quote was open, and the way on. */
export function Obstacle({ problem, quote, agreed }: ObstacleProps) {
  switch (problem.code) {
    case 'price_moved':
      return (
        <Notice
          tone="warn"
          urgent
          title={problem.message}
          next={
            <Button tone="primary" onClick={agreed.agree}>
              Agree to <Price atomsPerHour={quote.pricePerHour} />
            </Button>
          }
        >
          It was <Price atomsPerHour={agreed.perHour} /> when you last agreed. The quote above is the new one.
        </Notice>
      );
    case 'not_enough_gpus':
      return (
        <Notice tone="warn" urgent title="Somebody else rents this machine now." next={<OtherOffers />}>
          All its GPUs are taken. It becomes free again when a lease ends; your job stays as you chose it.
        </Notice>
      );
    case 'offer_not_listed':
      return <Gone />;
    default:
      return (
        <Notice tone="warn" urgent title={problem.message} next={<OtherOffers />}>
          {problem.next}
        </Notice>
      );
  }
}

/** There is no such offer any more. */
export function Gone() {
  return (
    <Notice tone="warn" urgent title="This offer is no longer listed." next={<OtherOffers />}>
      Its provider has withdrawn it, or the address is not that of an offer. Your job stays as you chose it.
    </Notice>
  );
}

function OtherOffers() {
  return (
    <ButtonLink href="/market" size="small">
      See other offers
    </ButtonLink>
  );
}
