import { Countdown } from '@/components/primitives/Countdown';
import { Price } from '@/components/primitives/Price';
import { Flash } from '@/components/ui/Flash';
import { escrowFor } from '@/lib/domain/price';
import { formatUsdc } from '@/lib/domain/usdc';
import { type BookOffer } from '@/lib/matching/book-offer';

const exampleSeconds = 60n;

/** The price in force, and below it what a minute costs, or the raise that is coming. */
export function PriceCell({ offer }: { readonly offer: BookOffer }) {
  const { row, pricePerHour } = offer;
  const raise = row.pending_price_per_hour_usdc_atoms;
  const isRaised = row.pending_from_unix_s !== 0n && raise !== pricePerHour;
  return (
    <div role="cell" className="order-2 text-right lg:order-none">
      <Flash value={pricePerHour} className="text-base font-medium text-ember lg:text-[0.9375rem]">
        <Price atomsPerHour={pricePerHour} bare />
      </Flash>
      <p className="figures text-xs leading-5 text-dim">
        {isRaised ? (
          <span className="text-warn">
            {formatUsdc(raise)} in <Countdown untilUnixS={Number(row.pending_from_unix_s)} over="now" />
          </span>
        ) : (
          <span title="What a job of 60 seconds costs at most.">
            60 s ≈ {formatUsdc(escrowFor(pricePerHour, exampleSeconds), { maximumDecimals: 4 })}
          </span>
        )}
      </p>
    </div>
  );
}
