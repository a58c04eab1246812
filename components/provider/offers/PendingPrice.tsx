'use client';

import { Countdown } from '@/components/primitives/Countdown';
import { Price } from '@/components/primitives/Price';
import { type OfferRow } from '@/lib/index-api/shapes';

/** A raise that was announced and does not hold yet. */
export function PendingPrice({ offer, nowUnixS }: { readonly offer: OfferRow; readonly nowUnixS: number }) {
  const from = Number(offer.pending_from_unix_s);
  if (from === 0 || from <= nowUnixS) return null;
  return (
    <p className="text-sm text-warn" role="status">
      Rises to <Price atomsPerHour={offer.pending_price_per_hour_usdc_atoms} /> in{' '}
      <Countdown untilUnixS={from} over="a moment" />. Until then it is taken at the price above.
    </p>
  );
}
