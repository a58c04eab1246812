import { Badge, type BadgeTone } from '@/components/ui/Badge';
import { SectionHeading } from '@/components/ui/SectionHeading';

interface Claim {
  readonly subject: string;
  /** The product's words for it, everywhere the same. */
  readonly words: string;
  readonly today: string;
  readonly state: string;
  readonly tone: BadgeTone;
}

const claims: readonly Claim[] = [
  {
    subject: 'Escrow',
    words: 'One vault per lease, owned by the lease’s own address. Only its published rules move it.',
    today: 'Enforced by the program on chain. No role and no vote can move it otherwise.',
    state: 'enforced',
    tone: 'gauge',
  },
  {
    subject: 'Run',
    words: 'Proved optimistically: any wrong element can be refuted while the data is available.',
    today:
      'Every machine computes the same bits, so your page re-executes segments and compares the result with the chain. Refuting a wrong one on chain is not built yet: until then you do not accept it, and so do not pay for it.',
    state: 'checked by you',
    tone: 'warn',
  },
  {
    subject: 'Availability',
    words: 'Vouched for by drawn verifiers, not by mathematics.',
    today: 'No verifiers are drawn yet. Your page keeps what it received.',
    state: 'not built yet',
    tone: 'warn',
  },
  {
    subject: 'Rent',
    words: 'Metered, not proved.',
    today: 'Interactive leases are not offered yet. When they are, they carry these words.',
    state: 'not built yet',
    tone: 'warn',
  },
  {
    subject: 'This code',
    words: 'Not audited.',
    today: 'No outside party has reviewed it. The local network’s money is worthless by design.',
    state: 'not audited',
    tone: 'danger',
  },
];

/** What is proved and what is not, in the same words as everywhere else. */
export function Proved() {
  return (
    <section aria-labelledby="proved" className="flex flex-col gap-6">
      <SectionHeading
        id="proved"
        title="What is proved, and what is not"
        lead="A market for strangers’ machines stands on this, so here it is without varnish."
      />
      <dl className="flex flex-col">
        {claims.map(({ subject, words, today, state, tone }) => (
          <div
            key={subject}
            className="grid gap-x-6 gap-y-1.5 border-t border-line py-4 md:grid-cols-[9rem_minmax(0,1fr)_minmax(0,1.2fr)]"
          >
            <dt className="flex items-center gap-3 font-medium md:flex-col md:items-start md:gap-1.5">
              {subject}
              <Badge tone={tone}>{state}</Badge>
            </dt>
            <dd>{words}</dd>
            <dd className="text-sm text-dim">{today}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
