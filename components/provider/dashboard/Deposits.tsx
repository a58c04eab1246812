'use client';

import { type Address } from '@solana/kit';

import { SectionHeading } from '@/components/ui/SectionHeading';
import { formatPyro } from '@/lib/domain/pyro';
import { tierOfStake } from '@/lib/domain/tier';
import { formatUsdc } from '@/lib/domain/usdc';
import { type LeaseRow, type OfferRow } from '@/lib/index-api/shapes';
import { type Provider } from '@/lib/pyronet/generated';
import { Deposit } from '@/lib/pyronet/generated/types/deposit';
import { type ProviderChain } from '@/lib/queries/provider-chain';

import { BondCover } from '../deposits/BondCover';
import { depositView } from '../deposits/deposit-view';
import { DepositPanel } from '../deposits/DepositPanel';
import { LockedBond } from '../deposits/LockedBond';

export interface DepositsProps {
  readonly authority: Address;
  readonly chain: ProviderChain;
  readonly provider: Provider;
  readonly offers: readonly OfferRow[];
  readonly leases: readonly LeaseRow[];
  readonly nowUnixS: number;
  readonly onConfirmed: () => void;
}

/** Stake and bond beside each other. */
export function Deposits(props: DepositsProps) {
  const { authority, chain, provider, offers, leases, nowUnixS, onConfirmed } = props;
  const { params } = chain.network;
  const now = BigInt(Math.floor(nowUnixS));
  const shared = { authority, unbondingSeconds: params.unbondingS, onConfirmed };
  const leastListed = offers.reduce((highest, { tier }) => Math.max(highest, tier), 0);
  return (
    <section aria-labelledby="deposits-title" className="flex flex-col gap-4">
      <SectionHeading id="deposits-title" title="Stake and bond" />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div id="stake" className="scroll-mt-20">
          <DepositPanel
            {...shared}
            id="stake-title"
            title="Stake"
            lead={tierLead(provider, params.tierStakeMin)}
            view={depositView(provider, Deposit.Stake, now)}
            walletAtoms={chain.holdings.pyroAtoms}
            lockedLabel="Exposed to leases"
            unbondWarning={(atoms) =>
              tierOfStake(provider.stake - atoms, params.tierStakeMin) < leastListed
                ? 'This falls below the tier you listed under: those offers can no longer be taken.'
                : undefined
            }
          />
        </div>
        <div id="bond" className="scroll-mt-20">
          <DepositPanel
            {...shared}
            id="bond-title"
            title="Bond"
            lead="Covers leases: it is what proven fraud would cost."
            view={depositView(provider, Deposit.Bond, now)}
            walletAtoms={chain.holdings.usdcAtoms}
            lockedLabel="Locked by leases"
            unbondWarning={(atoms) =>
              provider.bondFree - atoms < params.bondPerLeaseMin
                ? `Less than the ${formatUsdc(params.bondPerLeaseMin)} USDC that any lease locks would be free: your offers can no longer be taken.`
                : undefined
            }
          >
            <LockedBond
              authority={authority}
              leases={leases}
              lockedAtoms={provider.bondLocked}
              nowUnixS={nowUnixS}
              onConfirmed={onConfirmed}
            />
            <BondCover bondAtoms={provider.bondFree} params={params} />
          </DepositPanel>
        </div>
      </div>
    </section>
  );
}

function tierLead(provider: Provider, tierStakeMin: readonly bigint[]): string {
  const next = tierStakeMin[provider.tier];
  const here = provider.tier === 0 ? 'No tier yet' : `Tier ${provider.tier}`;
  if (next === undefined) return `${here}, the highest.`;
  return `${here}. ${formatPyro(next - provider.stake)} PYRO more open tier ${provider.tier + 1}.`;
}
