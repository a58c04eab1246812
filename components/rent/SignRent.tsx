'use client';

import { type Address } from '@solana/kit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type ReactNode } from 'react';

import { TxButton } from '@/components/primitives/TxButton';
import { holdingsKey } from '@/lib/queries/holdings';
import { queryKeys } from '@/lib/queries/index-queries';
import { type PreparedCommission } from '@/lib/session/commission';
import { useTransaction } from '@/lib/tx/transaction-centre';
import { isRunning } from '@/lib/tx/transaction-entry';
import { useWallet } from '@/lib/wallet/wallet-store';

import { LastAttempt } from './LastAttempt';
import { leaseInTheMaking, leaseIsMade } from './lease-in-the-making';
import { LeaseIsOpen } from './LeaseIsOpen';
import { planRent } from './plan-rent';
import { type RentQuote } from './rent-quote';
import { rentTermsKey } from './use-rent-terms';

export interface SignRentProps {
  readonly offer: Address;
  readonly job: PreparedCommission;
  readonly quote: RentQuote;
  /** What the transaction is called, such as "Rent NVIDIA RTX 4090". */
  readonly title: string;
  /** Why nothing can be signed now. */
  readonly obstacle: string | undefined;
  /** What stands in the way, in full. It gives way to the transaction once that is on its way: the lease takes the seat. */
  readonly children: ReactNode;
}

/** Signs once and goes to the lease. Pressed twice, or after a reload, it is the same lease. */
export function SignRent({ offer, job, quote, title, obstacle, children }: SignRentProps) {
  const { address: renter } = useWallet();
  const router = useRouter();
  const client = useQueryClient();
  const intentKey = ['rent-intent', offer, renter ?? 'nobody', job.jobSha256];
  const making = useQuery({
    queryKey: intentKey,
    queryFn: () => (renter === null ? null : leaseInTheMaking({ offer, renter, jobSha256: job.jobSha256 })),
    staleTime: Infinity,
  }).data;
  const key = `take-offer ${making?.lease ?? offer}`;
  const entry = useTransaction(key);

  if (making && entry?.state === 'confirmed') {
    const rentAgain = async (): Promise<void> => {
      await leaseIsMade(offer);
      await client.resetQueries({ queryKey: intentKey });
    };
    return <LeaseIsOpen lease={making.lease} onRentAgain={() => void rentAgain()} />;
  }
  return (
    <div className="flex flex-col gap-3">
      {(entry === null || !isRunning(entry)) && children}
      <TxButton
        label="Rent and sign"
        size="large"
        className="w-full"
        intentKey={key}
        title={title}
        changes={[queryKeys.market(), rentTermsKey(offer, renter), holdingsKey]}
        disabledReason={
          entry?.state === 'unknown' ? waitsForFate : (obstacle ?? (making ? undefined : preparing))
        }
        plan={async (signer) => {
          if (!making) throw new Error(preparing);
          const planned = await planRent({ offer, job, making, shown: quote }, signer);
          if (!planned.ok) void client.invalidateQueries({ queryKey: rentTermsKey(offer, renter) });
          return planned;
        }}
        onConfirmed={() => {
          if (!making) return;
          void leaseIsMade(offer);
          router.push(`/lease/${making.lease}`);
        }}
      />
      {entry !== null && <LastAttempt entry={entry} />}
      <p className="text-xs text-dim">
        Your wallet signs once. If the price or the machine changes before it lands, the transaction fails and
        costs its network fee alone; it never opens on other terms than these.
      </p>
    </div>
  );
}

const preparing = 'The job is still being prepared.';
const waitsForFate =
  'What became of the transaction that was sent is not known yet. Check again before you sign another.';
