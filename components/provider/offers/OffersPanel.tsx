'use client';

import { type ReactNode } from 'react';
import { type Address } from '@solana/kit';

import { Empty } from '@/components/ui/Empty';
import { SectionHeading } from '@/components/ui/SectionHeading';
import { type ClassRow, type OfferRow, type PricePoint } from '@/lib/index-api/shapes';
import { type ParamsValues } from '@/lib/pyronet/generated';

import { classNameOf } from './class-name';
import { OfferCard } from './OfferCard';

export interface OffersPanelProps {
  readonly authority: Address;
  readonly offers: readonly OfferRow[];
  readonly classes: readonly ClassRow[];
  readonly prices: readonly PricePoint[] | undefined;
  readonly params: ParamsValues;
  readonly nowUnixS: number;
  readonly onConfirmed: () => void;
  /** The button that lists another. */
  readonly listAnother: ReactNode;
}

/** What the provider has on the market. */
export function OffersPanel(props: OffersPanelProps) {
  const { authority, offers, classes, prices, params, nowUnixS, onConfirmed, listAnother } = props;
  return (
    <section id="offers" aria-labelledby="offers-title" className="flex scroll-mt-20 flex-col gap-4">
      <SectionHeading
        id="offers-title"
        title="Offers"
        aside={offers.length === 0 ? undefined : listAnother}
      />
      {offers.length === 0 ? (
        <div className="rounded-panel border border-line bg-panel">
          <Empty title="Nothing is on the market" next={listAnother}>
            <p>List your machine, and renters find it within a second or two.</p>
          </Empty>
        </div>
      ) : (
        <div className="grid gap-4 lg:grid-cols-2">
          {offers.map((offer) => (
            <OfferCard
              key={offer.address}
              authority={authority}
              offer={offer}
              className={classNameOf(classes, offer.class_id)}
              point={prices?.find(({ class_id }) => class_id === offer.class_id)}
              isMarketKnown={prices !== undefined}
              params={params}
              nowUnixS={nowUnixS}
              onConfirmed={onConfirmed}
            />
          ))}
        </div>
      )}
    </section>
  );
}
