import { type ReactNode } from 'react';

import { ButtonLink } from '@/components/ui/ButtonLink';
import { Card } from '@/components/ui/Card';

/** The ways in for those who have a GPU and those who write code. */
export function WaysIn() {
  return (
    <section aria-label="Ways in" className="grid gap-4 lg:grid-cols-2">
      <Way title="You have a GPU">
        <p>
          Register, stake, put up a bond and list it at your own price, from one page. Price cuts hold at
          once, raises after half a minute, so that a quote survives its signing. You are paid for seconds
          served, and claim it when you like.
        </p>
        <Commands lines={['npm run worker -- onboard', 'npm run worker -- serve']} />
        <ButtonLink href="/provider" className="w-fit">
          Start providing
        </ButtonLink>
      </Way>
      <Way title="You write code">
        <p>
          Everything on this page can be read without a key: the book as one snapshot, its changes as
          server-sent events, each figure recomputable from the chain. The whole network runs on a laptop.
        </p>
        <Commands
          lines={['npm start', 'npm run demo', 'curl /api/market', 'curl -N "/api/stream?topic=market"']}
        />
        <ButtonLink href="/market" className="w-fit">
          See the book
        </ButtonLink>
      </Way>
    </section>
  );
}

function Way({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card className="flex flex-col gap-4 text-sm text-dim">
      <h2 className="text-xl font-semibold tracking-tight text-ink">{title}</h2>
      {children}
    </Card>
  );
}

function Commands({ lines }: { readonly lines: readonly string[] }) {
  return (
    <pre
      tabIndex={0}
      aria-label="Commands"
      className="mt-auto overflow-x-auto rounded-control border border-line bg-night px-3 py-2.5 font-mono text-[0.8125rem] leading-6 text-ink"
    >
      {lines.map((line) => (
        <span key={line} className="block">
          <span className="text-dim select-none">$ </span>
          {line}
        </span>
      ))}
    </pre>
  );
}
