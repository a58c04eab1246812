'use client';

import { Amount } from '@/components/primitives/Amount';
import { RegionText } from '@/components/primitives/RegionText';
import { ReputationBadge } from '@/components/primitives/ReputationBadge';
import { useChainTime } from '@/components/primitives/use-chain-time';
import { Badge } from '@/components/ui/Badge';
import { Card } from '@/components/ui/Card';
import { Empty } from '@/components/ui/Empty';
import { FigureList } from '@/components/ui/FigureList';
import { PageLink } from '@/components/ui/PageLink';
import { SectionHeading } from '@/components/ui/SectionHeading';
import { type OfferRow, type ProviderDetail } from '@/lib/index-api/shapes';

import { EarningsPanel } from '../earnings/EarningsPanel';
import { LeaseTable } from '../leases/LeaseTable';
import { classNameOf } from '../offers/class-name';
import { OfferFacts } from '../offers/OfferFacts';
import { ReputationPanel } from '../reputation/ReputationPanel';
import { classesOf } from '../setup/listable-classes';

/** Everything that is public about a provider, live. */
export function ProfileSections({ detail }: { readonly detail: ProviderDetail }) {
  const { provider, offers, leases, earnings } = detail;
  const nowUnixS = useChainTime(2) ?? Number(detail.as_of.chain_unix_s);
  const isLive = Number(provider.live_until_unix_s) >= nowUnixS;
  return (
    <>
      <FigureList
        figures={[
          {
            label: 'Machine',
            value: (
              <Badge tone={isLive ? 'gauge' : 'warn'} lamp={isLive ? 'lit' : 'steady'}>
                {isLive ? 'live' : 'not live'}
              </Badge>
            ),
            note: isLive ? 'showed itself on the chain lately' : 'its offers cannot be taken',
          },
          { label: 'Region', value: <RegionText region={provider.region} />, note: 'as it says' },
          {
            label: 'Reputation',
            value: <ReputationBadge reputation={provider.reputation} leasesOpened={provider.opened} />,
            note: 'of 100',
          },
          {
            label: 'Earned',
            value: <Amount atoms={provider.gross_earned_usdc_atoms} />,
            note: 'in settled leases, fee included',
          },
          {
            label: 'Bond free',
            value: <Amount atoms={provider.bond_free_usdc_atoms} />,
            note: 'for new leases',
          },
          {
            label: 'Stake',
            value: <Amount atoms={provider.stake_pyro_atoms} unit="PYRO" format={{ minimumDecimals: 0 }} />,
          },
        ]}
      />
      <section aria-labelledby="offers-title" className="flex flex-col gap-4">
        <SectionHeading id="offers-title" title="Offers" />
        <Offers offers={offers} isLive={isLive} nowUnixS={nowUnixS} />
      </section>
      <section aria-labelledby="leases-title" className="flex flex-col gap-4">
        <SectionHeading id="leases-title" title="Leases" />
        <LeaseTable
          leases={leases}
          label="Leases this provider serves or served"
          withMoney={false}
          emptyNote="Nobody has rented from this provider so far."
        />
      </section>
      <EarningsPanel payouts={earnings} />
      <ReputationPanel provider={provider} />
    </>
  );
}

function Offers({
  offers,
  isLive,
  nowUnixS,
}: {
  readonly offers: readonly OfferRow[];
  readonly isLive: boolean;
  readonly nowUnixS: number;
}) {
  if (offers.length === 0) {
    return (
      <div className="rounded-panel border border-line bg-panel">
        <Empty title="Nothing on the market">
          <p>This provider lists no machine now.</p>
        </Empty>
      </div>
    );
  }
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      {offers.map((offer) => (
        <Card key={offer.address} className="flex flex-col gap-4">
          <OfferFacts
            offer={offer}
            className={classNameOf(classesOf(undefined), offer.class_id)}
            nowUnixS={nowUnixS}
          />
          {isLive && offer.gpu_free > 0 && (
            <PageLink
              href={`/rent/${offer.address}`}
              className="self-start text-sm underline decoration-edge underline-offset-3 hover:decoration-ember"
            >
              Rent it
            </PageLink>
          )}
        </Card>
      ))}
    </div>
  );
}
