'use client';

import { useState } from 'react';

import { Ago } from '@/components/primitives/Ago';
import { Button } from '@/components/ui/Button';
import { PageLink } from '@/components/ui/PageLink';
import { SectionHeading } from '@/components/ui/SectionHeading';
import { Card } from '@/components/ui/Card';
import { formatUsdc } from '@/lib/domain/usdc';
import { type ChainEvent } from '@/lib/index-api/shapes';

import { eventWords } from './event-words';

const shownAtFirst = 8;

/** Every transaction of the lease, newest first. */
export function LeaseTimeline({ events }: { readonly events: readonly ChainEvent[] }) {
  const [whole, setWhole] = useState(false);
  const newest = events.toReversed();
  const shown = whole ? newest : newest.slice(0, shownAtFirst);
  return (
    <section aria-labelledby="timeline" className="flex flex-col gap-4">
      <SectionHeading
        id="timeline"
        title="Timeline"
        lead="Every transaction that touched the lease, from the chain."
      />
      <Card flush>
        {shown.length === 0 && (
          <p className="p-5 text-sm text-dim">The index has not seen a transaction of it yet.</p>
        )}
        <ol className="flex flex-col">
          {shown.map((event) => (
            <TimelineEvent key={event.signature} event={event} />
          ))}
        </ol>
        {!whole && newest.length > shownAtFirst && (
          <div className="border-t border-line p-2">
            <Button tone="quiet" size="small" onClick={() => setWhole(true)}>
              Show all {newest.length}
            </Button>
          </div>
        )}
      </Card>
    </section>
  );
}

function TimelineEvent({ event }: { readonly event: ChainEvent }) {
  const moves = event.usdc.filter(({ party, usdc_atoms }) => party !== 'escrow' && usdc_atoms !== 0n);
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-1 border-b border-line/70 px-4 py-2.5 text-sm last:border-b-0 sm:px-5">
      <span aria-hidden className={`size-2 rounded-full ${event.failed ? 'bg-danger' : 'bg-gauge'}`} />
      <span className="min-w-0">
        {eventWords(event)}
        {moves.map(({ account, party, usdc_atoms }) => (
          <span key={account} className="figures block text-xs text-dim">
            {party}: {usdc_atoms > 0n ? '+' : ''}
            {formatUsdc(usdc_atoms, { minimumDecimals: 6 })} USDC
          </span>
        ))}
      </span>
      <span className="flex flex-col items-end text-xs text-dim">
        <Ago unixS={event.unix_s} className="figures" />
        <PageLink
          href={`/tx/${event.signature}`}
          className="figures underline decoration-edge underline-offset-3 hover:decoration-ember"
          title={event.signature}
        >
          {event.signature.slice(0, 6)}…
        </PageLink>
      </span>
    </li>
  );
}
