'use client';

import { type Address } from '@solana/kit';
import { useState } from 'react';

import { Button } from '@/components/ui/Button';
import { Card } from '@/components/ui/Card';
import { type OfferRow, type PricePoint } from '@/lib/index-api/shapes';
import { type ParamsValues } from '@/lib/pyronet/generated';

import { OfferFacts, priceInForce } from './OfferFacts';
import { RepriceDialog } from './RepriceDialog';
import { WithdrawOfferDialog } from './WithdrawOfferDialog';

export interface OfferCardProps {
  readonly authority: Address;
  readonly offer: OfferRow;
  readonly className: string;
  readonly point: PricePoint | undefined;
  readonly isMarketKnown: boolean;
  readonly params: ParamsValues;
  readonly nowUnixS: number;
  readonly onConfirmed: () => void;
}

/** One offer of the provider's own, with what can be done about it. */
export function OfferCard(props: OfferCardProps) {
  const { authority, offer, className, point, isMarketKnown, params, nowUnixS, onConfirmed } = props;
  const [open, setOpen] = useState<'reprice' | 'withdraw' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <Card className="flex flex-col gap-4">
      <OfferFacts offer={offer} className={className} nowUnixS={nowUnixS} />
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => setOpen('reprice')}>
          Change price
        </Button>
        <Button size="small" tone="danger" onClick={() => setOpen('withdraw')}>
          Withdraw offer
        </Button>
      </div>
      <RepriceDialog
        authority={authority}
        offer={offer}
        pricePerHour={priceInForce(offer, nowUnixS)}
        point={point}
        isMarketKnown={isMarketKnown}
        params={params}
        open={open === 'reprice'}
        onClose={close}
        onConfirmed={onConfirmed}
      />
      <WithdrawOfferDialog
        authority={authority}
        offer={offer}
        open={open === 'withdraw'}
        onClose={close}
        onConfirmed={onConfirmed}
      />
    </Card>
  );
}
