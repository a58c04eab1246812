'use client';

import { useQuery } from '@tanstack/react-query';

import { Card } from '@/components/ui/Card';
import { SectionHeading } from '@/components/ui/SectionHeading';
import { type LeaseRow } from '@/lib/index-api/shapes';
import { type LiveLeaseState } from '@/lib/session/browser/live-lease-state';

import { attestationQuery } from '../attestation-query';
import { type LiveLeaseHandle } from '../use-live-lease';
import { capitalised, workWords } from '../work/work-words';
import { ChainChecks } from './ChainChecks';
import { RecheckSegments } from './RecheckSegments';

/** What is proved of this lease and what is not, and the means to check it oneself. */
export function ProofPanel({
  lease,
  handle,
}: {
  readonly lease: LeaseRow;
  readonly handle: LiveLeaseHandle;
}) {
  const { state, live } = handle;
  const { commission } = state;
  const complete = commission !== null && state.delivered === commission.plan.segmentCount;
  const attested = useQuery({
    ...attestationQuery(lease.address),
    enabled: complete && !lease.closed && lease.attested_segments > 0n,
  });
  return (
    <section aria-labelledby="proof" className="flex flex-col gap-4">
      <SectionHeading id="proof" title="What is proved" />
      <Card className="flex flex-col gap-5">
        <Facts lease={lease} state={state} />
        {complete && live !== null && commission !== null && (
          <>
            <ChainChecks
              live={live}
              commission={commission}
              attested={attested.data ?? null}
              reason={reasonOf(lease, attested.isError)}
            />
            <RecheckSegments live={live} commission={commission} provider={lease.provider} />
          </>
        )}
      </Card>
    </section>
  );
}

function reasonOf(lease: LeaseRow, failed: boolean): string {
  if (failed) return 'The chain could not be asked just now.';
  if (lease.closed) return 'The lease is closed, and the chain holds its hashes no more.';
  if (lease.attested_segments === 0n) return 'The provider has not put its hashes on chain yet.';
  return 'Reading the hashes on chain…';
}

/** What this page itself has made sure of. */
function factsSeenHere({
  delivered,
  rechecked,
  commission,
}: LiveLeaseState): readonly (readonly [boolean, string])[] {
  const { part, parts } = workWords(commission?.outline.family ?? null);
  return [
    [
      delivered > 0,
      `Every ${part} that arrived was hashed again in this page and is the one its provider committed to.`,
    ],
    [
      rechecked.size > 0,
      `${capitalised(parts)} drawn at random, unforeseeable for the provider, were computed again here, bit for bit the same.`,
    ],
  ];
}

function Facts({ lease, state }: { readonly lease: LeaseRow; readonly state: LiveLeaseState }) {
  const { parts } = workWords(state.commission?.outline.family ?? null);
  const facts: readonly (readonly [boolean, string])[] = [
    [
      true,
      'The escrow can go to this provider and back to its renter by the rules on chain, and nowhere else.',
    ],
    ...(state.commission === null ? [] : factsSeenHere(state)),
    [
      lease.attested_segments === lease.segment_count && lease.segment_count > 0n,
      `The provider signed the hashes of all ${parts} and of the result on chain.`,
    ],
  ];
  return (
    <ul className="flex flex-col gap-2 text-sm">
      {facts.map(([holds, sentence]) => (
        <li key={sentence} className={`flex gap-2.5 ${holds ? '' : 'text-dim'}`}>
          <span aria-hidden className={`figures ${holds ? 'text-gauge' : 'text-dim'}`}>
            {holds ? '✓' : '○'}
          </span>
          <span>
            {sentence}
            {!holds && <span className="text-xs"> Not yet.</span>}
          </span>
        </li>
      ))}
      <li className="flex gap-2.5 text-dim">
        <span aria-hidden className="figures text-warn">
          –
        </span>
        <span>
          Not proved: {parts} that were not computed again, and which GPU did the work. Disputing a wrong one
          on chain is not built yet; what you do not accept, you do not pay for at once.
        </span>
      </li>
    </ul>
  );
}
