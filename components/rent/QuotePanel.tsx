'use client';

import { type Address } from '@solana/kit';

import { Button } from '@/components/ui/Button';
import { Card } from '@/components/ui/Card';
import { Notice } from '@/components/ui/Notice';
import { effectivePricePerHour } from '@/lib/domain/price';
import { type PreparedCommission } from '@/lib/session/commission';
import { useWallet } from '@/lib/wallet/wallet-store';

import { Gone, Obstacle } from './Obstacle';
import { inputBytesOf } from './plan-rent';
import { QuoteAssurance } from './QuoteAssurance';
import { QuoteColumn } from './QuoteColumn';
import { QuoteMoney } from './QuoteMoney';
import { QuoteSkeleton } from './QuoteSkeleton';
import { rentQuote } from './rent-quote';
import { type RentTerms } from './rent-terms';
import { ShortMoney } from './ShortMoney';
import { SignRent } from './SignRent';
import { useAgreedPrice } from './use-agreed-price';
import { useRentTerms } from './use-rent-terms';

export interface QuotePanelProps {
  readonly offer: Address;
  /** Null while there is none that could be quoted. */
  readonly job: PreparedCommission | null;
  readonly isJobChanging: boolean;
  /** Slot of the newest that the index knows of the offer; null before it knows any. */
  readonly offerSlot: bigint | null;
  readonly machineName: string;
}

/** What the lease costs, what stands behind it, and the one button that opens it. */
export default function QuotePanel(props: QuotePanelProps) {
  const { offer, offerSlot } = props;
  const { address: renter } = useWallet();
  const { data: terms, isError, refetch } = useRentTerms(offer, renter, offerSlot);
  if (terms === null)
    return (
      <QuoteColumn>
        <Gone />
      </QuoteColumn>
    );
  if (terms === undefined && isError) {
    return (
      <QuoteColumn>
        <Notice
          tone="error"
          urgent
          title="The chain cannot be asked for the terms now."
          next={<Button onClick={() => void refetch()}>Ask again</Button>}
        >
          Its nodes may be busy or out of reach. They are asked again every few seconds.
        </Notice>
      </QuoteColumn>
    );
  }
  if (terms === undefined) return <QuoteSkeleton />;
  return <Quoted {...props} terms={terms} isOld={isError} />;
}

interface QuotedProps extends QuotePanelProps {
  readonly terms: RentTerms;
  /** The last look at the chain failed: these terms may have changed. */
  readonly isOld: boolean;
}

function Quoted({ offer, terms, job, isJobChanging, machineName, isOld }: QuotedProps) {
  const agreed = useAgreedPrice(effectivePricePerHour(terms.offer.data, terms.now));
  if (job === null) return <QuoteSkeleton />;
  const quote = rentQuote(terms, { plan: job.plan, inputBytes: inputBytesOf(job) }, agreed.perHour);
  const { problem, purse } = quote;
  const isShort = purse !== null && (purse.usdcMissing > 0n || purse.lamportsMissing > 0n);
  const obstacle =
    problem?.message ??
    (isShort ? 'Your purse does not hold enough.' : isJobChanging ? jobIsChanging : undefined);
  return (
    <>
      <QuoteColumn>
        <Card scale>
          <h2 className="pb-3 text-base font-semibold">Quote</h2>
          <QuoteMoney quote={quote} />
        </Card>
        {isOld && (
          <Notice tone="warn" title="The chain does not answer; this quote may be old.">
            It is asked again every few seconds. What you sign still cannot open on other terms.
          </Notice>
        )}
        <SignRent offer={offer} job={job} quote={quote} title={`Rent ${machineName}`} obstacle={obstacle}>
          {problem !== undefined && <Obstacle problem={problem} quote={quote} agreed={agreed} />}
          {purse !== null && <ShortMoney purse={purse} />}
        </SignRent>
      </QuoteColumn>
      <QuoteAssurance quote={quote} intervalSeconds={terms.offer.data.intervalS} />
    </>
  );
}

const jobIsChanging = 'The job has changed; its quote is being made.';
