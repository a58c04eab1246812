'use client';

import { type Address } from '@solana/kit';

import { Amount } from '@/components/primitives/Amount';
import { TickingAmount } from '@/components/primitives/TickingAmount';
import { TxButton } from '@/components/primitives/TxButton';
import { FigureList } from '@/components/ui/FigureList';
import { SectionHeading } from '@/components/ui/SectionHeading';
import { formatUsdc } from '@/lib/domain/usdc';

import { claimsAtOnce } from './claims-at-once';
import { type ProviderMoney } from './provider-money';

export interface MoneyPanelProps {
  readonly authority: Address;
  readonly money: ProviderMoney;
  readonly onConfirmed: () => void;
}

/** Where the earnings stand, and the button that has them paid. */
export function MoneyPanel({ authority, money, onConfirmed }: MoneyPanelProps) {
  const { claimable, claimed, fees, claimableLeases, liveLeases, unreleased } = money;
  const isMany = claimableLeases.length > claimsAtOnce;
  const label = `Claim ${formatUsdc(claimable)} USDC`;
  return (
    <section id="money" aria-labelledby="money-title" className="flex scroll-mt-20 flex-col gap-4">
      <SectionHeading
        id="money-title"
        title="Earnings"
        lead="After the protocol’s fee. The machine claims by itself while it runs; so can you, or anyone: the money goes to your payout account in any case."
        aside={
          <TxButton
            label={claimable === 0n ? 'Claim' : isMany ? `Claim the first ${claimsAtOnce} leases` : label}
            tone={claimable === 0n ? 'secondary' : 'primary'}
            className="self-start sm:self-end"
            title="Claim earnings"
            intentKey={`provider:claim:${authority}`}
            plan={async (signer) =>
              (await import('../plans/plan-claims')).planClaims(
                signer,
                authority,
                claimableLeases.map(({ address }) => address as Address),
              )
            }
            onConfirmed={onConfirmed}
            {...(claimable === 0n
              ? { disabledReason: 'Nothing is released that was not paid already.' }
              : {})}
          />
        }
      />
      <FigureList
        figures={[
          {
            label: 'Accruing, at most',
            value: <TickingAmount atoms={unreleased} title={accruingTitle} />,
            note:
              liveLeases === 0
                ? 'no lease is running'
                : `USDC in ${liveLeases} unsettled ${liveLeases === 1 ? 'lease' : 'leases'}`,
          },
          { label: 'Claimable', value: <Amount atoms={claimable} />, note: 'released, waits in the vaults' },
          { label: 'Paid', value: <Amount atoms={claimed} />, note: 'to your payout accounts' },
          { label: 'Fees taken', value: <Amount atoms={fees} />, note: 'of everything released' },
        ]}
      />
    </section>
  );
}

const accruingTitle =
  'floor(rate × covered seconds / 3600), in Run no more than the work ordered, less the fee. Released once the renter accepts or the window ends.';
