import { Amount } from '@/components/primitives/Amount';
import { Countdown } from '@/components/primitives/Countdown';
import { Price } from '@/components/primitives/Price';
import { formatDuration } from '@/lib/domain/duration';
import { formatPricePerSecond } from '@/lib/domain/price';

import { QuoteGroup, QuoteRow } from './QuoteRow';
import { type QuotedPurse, type RentQuote } from './rent-quote';
import { SolAmount } from './SolAmount';

const everyAtom = { minimumDecimals: 6 };

/** What leaves the purse, and what of it can be lost or comes back. */
export function QuoteMoney({ quote }: { readonly quote: RentQuote }) {
  return (
    <>
      <QuoteGroup title="Price">
        <QuoteRow
          label="Price per hour"
          value={<Price atomsPerHour={quote.pricePerHour} />}
          note={
            quote.raise === null ? undefined : (
              <span className="text-warn">
                rises to <Price atomsPerHour={quote.raise.pricePerHour} /> in{' '}
                <Countdown untilUnixS={Number(quote.raise.fromUnixS)} over="no time" />; sign before, or the
                transaction fails and costs only the network fee
              </span>
            )
          }
          info={`Billed by the second: ${formatPricePerSecond(quote.ratePerHour)}, and never for more work than the job needs.`}
        />
        <QuoteRow
          strong
          label="Escrow"
          value={<Amount atoms={quote.escrow} format={everyAtom} />}
          note="the most you pay; what is not earned comes back to the atom"
          info="It goes to an account that the lease itself owns. Its rules can pay the provider and you, and nobody else; no vote and no role can move it otherwise."
        />
        <QuoteRow
          label="Protocol fee"
          value={<Amount atoms={quote.feeIfAllEarned} format={everyAtom} />}
          note="if all is earned; the provider bears it"
          info="A share of what the provider earns. It is part of the escrow, not added to it."
        />
        <QuoteRow
          label="Lost by cancelling"
          value={<Amount atoms={quote.cancelDeposit} format={everyAtom} />}
          note="only before the work begins; after that you pay what was served"
          info="A provider that has prepared for your job keeps this part of the escrow if you cancel before it starts."
        />
      </QuoteGroup>
      <QuoteGroup title="Deposits and fees of the chain">
        <QuoteRow
          label="Deposit of two accounts"
          value={<SolAmount lamports={quote.rentLamports} />}
          note="comes back when the lease closes"
          info="Solana asks for a deposit for every account. These are the lease and its vault; closing them, which anyone may do once all is paid, returns it to you."
        />
        {quote.tipLamports > 0n && (
          <QuoteRow
            label="Tip"
            value={<SolAmount lamports={quote.tipLamports} />}
            note="for those who end a wait for you; what is unused comes back"
          />
        )}
        <QuoteRow
          label="Transaction fee"
          value={<SolAmount lamports={quote.networkFeeLamports} />}
          note="at most, for opening; it is spent"
        />
      </QuoteGroup>
      {quote.purse !== null && <PurseAfter purse={quote.purse} />}
      <QuoteGroup title="Time">
        <QuoteRow
          label="At the guaranteed speed"
          value={formatDuration(Number(quote.guaranteedSeconds))}
          info="How long the whole job takes if the machine does exactly what it guarantees. It may be faster; the price stays the same."
        />
        <QuoteRow
          label="Escrow lasts"
          value={formatDuration(Number(quote.runwaySeconds))}
          note="of work; waiting is not billed"
        />
        <QuoteRow
          label="Must be done within"
          value={formatDuration(Number(quote.work.completeWithinSeconds))}
          info="Counted from the start. What is not delivered by then is not paid, and missing it counts against the provider."
        />
        <QuoteRow
          label="Must begin within"
          value={formatDuration(quote.acceptWithinSeconds + quote.startWithinSeconds)}
          note={`silent for ${formatDuration(quote.acceptWithinSeconds)}: everything comes back`}
        />
      </QuoteGroup>
    </>
  );
}

function PurseAfter({ purse }: { readonly purse: QuotedPurse }) {
  const { usdcMissing, usdcAfter, lamportsMissing, lamportsAfter } = purse;
  return (
    <QuoteGroup title="Your purse afterwards">
      <QuoteRow
        label="USDC"
        value={<Amount atoms={usdcMissing > 0n ? usdcMissing : usdcAfter} format={everyAtom} />}
        {...(usdcMissing > 0n ? { note: missing } : {})}
      />
      <QuoteRow
        label="SOL"
        value={<SolAmount lamports={lamportsMissing > 0n ? lamportsMissing : lamportsAfter} />}
        {...(lamportsMissing > 0n ? { note: missing } : {})}
      />
    </QuoteGroup>
  );
}

const missing = <span className="text-warn">this much is missing</span>;
