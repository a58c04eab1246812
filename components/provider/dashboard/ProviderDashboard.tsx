'use client';

import { type Address } from '@solana/kit';
import { useQuery } from '@tanstack/react-query';

import { RegionText } from '@/components/primitives/RegionText';
import { PageHeading } from '@/components/ui/PageHeading';
import { PageLink } from '@/components/ui/PageLink';
import { SectionHeading } from '@/components/ui/SectionHeading';
import { readableText } from '@/lib/domain/stranger-text';
import { type MarketSnapshot, type ProviderDetail } from '@/lib/index-api/shapes';
import { type Provider } from '@/lib/pyronet/generated';
import { blockTimeQuery } from '@/lib/queries/block-time';
import { type ProviderChain } from '@/lib/queries/provider-chain';

import { EarningsPanel } from '../earnings/EarningsPanel';
import { LeaseTable } from '../leases/LeaseTable';
import { MachinePanel } from '../machine/MachinePanel';
import { MoneyPanel } from '../money/MoneyPanel';
import { providerMoney } from '../money/provider-money';
import { ListAnotherDialog } from '../offers/ListAnotherDialog';
import { OffersPanel } from '../offers/OffersPanel';
import { ReputationPanel } from '../reputation/ReputationPanel';
import { classesOf } from '../setup/listable-classes';
import { Deposits } from './Deposits';
import { LiveStatus } from './LiveStatus';
import { nextAction } from './next-action';
import { NextActionBanner } from './NextActionBanner';
import { providerFacts } from './provider-facts';

export interface ProviderDashboardProps {
  readonly authority: Address;
  readonly genesisHash: string;
  readonly isLocal: boolean;
  readonly chain: ProviderChain;
  /** As the chain has it: what decides about money. */
  readonly provider: Provider;
  /** As the index has it: lists, names and history. */
  readonly detail: ProviderDetail;
  readonly market: MarketSnapshot | undefined;
  readonly nowUnixS: number;
  readonly onConfirmed: () => void;
}

/** A provider's own page. */
export function ProviderDashboard(props: ProviderDashboardProps) {
  const { authority, chain, provider, detail, market, nowUnixS, onConfirmed } = props;
  const { params } = chain.network;
  const { offers, leases } = detail;
  const money = providerMoney(leases);
  const writtenAt = useQuery(blockTimeQuery(detail.provider.slot));
  const isLive = Number(provider.liveUntil) >= nowUnixS;
  const action = nextAction(providerFacts(chain, provider, offers, money, nowUnixS), nowUnixS);
  const name = readableText(detail.provider.name, 32);
  return (
    <>
      <PageHeading
        legend={`Provider · tier ${provider.tier}`}
        title={<bdi>{name === '' ? 'Your machine' : name}</bdi>}
        lead={
          <span className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
            <RegionText region={provider.region} />
            <PageLink
              href={`/provider/${chain.address}`}
              className="underline decoration-edge underline-offset-3 hover:decoration-ember"
            >
              Public profile
            </PageLink>
          </span>
        }
        aside={
          <LiveStatus
            liveUntilUnixS={Number(provider.liveUntil)}
            isLive={isLive}
            writtenAtUnixS={writtenAt.data ?? null}
          />
        }
      />
      <NextActionBanner action={action} link={<MarketLink classId={offers[0]?.class_id} />} />
      <MoneyPanel authority={authority} money={money} onConfirmed={onConfirmed} />
      <OffersPanel
        authority={authority}
        offers={offers}
        classes={classesOf(market)}
        prices={market?.prices}
        params={params}
        nowUnixS={nowUnixS}
        onConfirmed={onConfirmed}
        listAnother={<ListAnotherDialog {...props} />}
      />
      <section aria-labelledby="leases-title" className="flex flex-col gap-4">
        <SectionHeading id="leases-title" title="Leases" />
        <LeaseTable
          leases={leases}
          label="Leases you serve or served"
          withMoney
          emptyNote="It appears here the moment somebody takes your offer."
        />
      </section>
      <EarningsPanel payouts={detail.earnings} />
      <Deposits {...props} offers={offers} leases={leases} />
      <MachinePanel {...props} isLive={isLive} />
      <ReputationPanel provider={detail.provider} />
    </>
  );
}

function MarketLink({ classId }: { readonly classId: number | undefined }) {
  return (
    <PageLink
      href={classId === undefined ? '/market' : `/market/${classId}`}
      className="underline decoration-edge underline-offset-3 hover:decoration-ember"
    >
      See your offer in the market
    </PageLink>
  );
}
