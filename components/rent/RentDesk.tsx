'use client';

import { type Address } from '@solana/kit';
import { type ReactNode } from 'react';

import { Button } from '@/components/ui/Button';
import { ButtonLink } from '@/components/ui/ButtonLink';
import { Late } from '@/components/ui/Late';
import { Notice } from '@/components/ui/Notice';
import { Page } from '@/components/ui/Page';
import { PageHeading } from '@/components/ui/PageHeading';
import { type PreparedCommission } from '@/lib/session/commission';

import { MachinePanel } from './MachinePanel';
import { MachineSkeleton } from './MachineSkeleton';
import { QuoteSkeleton } from './QuoteSkeleton';
import { type MachineState } from './use-machine';

/** The chain's libraries come with it, after the page itself. */
const loadQuotePanel = () => import('./QuotePanel');

export interface RentDeskProps {
  readonly offer: Address;
  readonly machine: MachineState;
  /** The job to quote; null while it is being prepared or cannot be computed. */
  readonly job: PreparedCommission | null;
  /** The form has changed since; the next job is on its way. */
  readonly isJobChanging: boolean;
  /** Where the job is chosen. */
  readonly children: ReactNode;
}

/** Rents one machine for one job: what it is, what it computes, what it costs. */
export function RentDesk({ offer, machine, job, isJobChanging, children }: RentDeskProps) {
  const present = machine.kind === 'present' ? machine.machine : null;
  const name = present?.gpuClass?.name ?? 'a machine';
  return (
    <Page>
      <PageHeading
        legend="Rent"
        title={present?.gpuClass?.name ?? 'A machine'}
        lead="Choose what it computes, read what it costs, sign once."
        aside={
          <ButtonLink href="/market" size="small">
            Back to the market
          </ButtonLink>
        }
      />
      <MachinePart machine={machine} />
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_minmax(22rem,26rem)] lg:grid-rows-[auto_1fr]">
        {children}
        <Late
          load={loadQuotePanel}
          props={{ offer, job, isJobChanging, offerSlot: present?.offer.slot ?? null, machineName: name }}
          fallback={<QuoteSkeleton />}
        />
      </div>
    </Page>
  );
}

function MachinePart({ machine }: { readonly machine: MachineState }) {
  switch (machine.kind) {
    case 'loading':
      return <MachineSkeleton />;
    case 'present':
      return <MachinePanel machine={machine.machine} />;
    case 'unreachable':
      return (
        <Notice
          tone="error"
          title="What the market knows of this machine cannot be read now."
          next={<Button onClick={machine.retry}>Try again</Button>}
        >
          {machine.message} The quote comes from the chain itself and does not depend on it.
        </Notice>
      );
    case 'gone':
      return (
        <Notice tone="warn" title="The market does not list this offer.">
          It may have been withdrawn. What the chain says of it stands in the quote.
        </Notice>
      );
  }
}
