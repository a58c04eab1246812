import { ReputationBadge } from '@/components/primitives/ReputationBadge';
import { SectionHeading } from '@/components/ui/SectionHeading';
import { formatDuration } from '@/lib/domain/duration';
import { formatCount } from '@/lib/domain/quantity';
import { type ProviderRow } from '@/lib/index-api/shapes';

interface Counter {
  readonly label: string;
  readonly value: string;
  readonly meaning: string;
  readonly bad?: boolean;
}

/** The record of a provider: every counter that the chain keeps, and what moves it. */
export function ReputationPanel({ provider }: { readonly provider: ProviderRow }) {
  return (
    <section aria-labelledby="reputation-title" className="flex flex-col gap-4">
      <SectionHeading
        id="reputation-title"
        title="Reputation"
        lead="Grows with fees paid on audited leases. Verifiers are not built yet, so it moves for nobody today; the counters below do, and stay for ever."
        aside={<ReputationBadge reputation={provider.reputation} leasesOpened={provider.opened} />}
      />
      <dl className="grid gap-px overflow-hidden rounded-panel border border-line bg-line sm:grid-cols-2 lg:grid-cols-3">
        {countersOf(provider).map(({ label, value, meaning, bad }) => (
          <div key={label} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 bg-panel px-4 py-3">
            <dt className="text-sm">{label}</dt>
            <dd
              className={`figures row-span-2 self-center text-lg ${bad === true && value !== '0' ? 'text-warn' : ''}`}
            >
              {value}
            </dd>
            <dd className="text-xs text-dim">{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function countersOf(provider: ProviderRow): readonly Counter[] {
  const count = (value: number): string => formatCount(value);
  return [
    { label: 'Opened', value: count(provider.opened), meaning: 'leases that renters took' },
    {
      label: 'Completed',
      value: count(provider.completed),
      meaning: 'all work delivered, or the time served out',
    },
    {
      label: 'Time served',
      value: formatDuration(Number(provider.seconds_served)),
      meaning: 'proved, in settled leases',
    },
    { label: 'Rejected', value: count(provider.rejected), meaning: 'before the start, without penalty' },
    { label: 'No answer', value: count(provider.silent), meaning: 'let the time to accept pass', bad: true },
    { label: 'No start', value: count(provider.no_start), meaning: 'accepted, and never started', bad: true },
    {
      label: 'Lost coverage',
      value: count(provider.lost_coverage),
      meaning: 'left a renter unserved',
      bad: true,
    },
    {
      label: 'Missed completion',
      value: count(provider.missed_completion),
      meaning: 'was not done by the deadline',
      bad: true,
    },
    { label: 'Unaudited', value: count(provider.unaudited), meaning: 'released by time, not by acceptance' },
  ];
}
