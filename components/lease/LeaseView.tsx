'use client';

import { useChainTime } from '@/components/primitives/use-chain-time';
import { Late } from '@/components/ui/Late';
import { Page } from '@/components/ui/Page';
import { type LeaseDetail } from '@/lib/index-api/shapes';

import { ElsewherePanel } from './actions/ElsewherePanel';
import { LeaseHeading } from './LeaseHeading';
import { type LeasePageProps } from './LeasePage';
import { MoneyPanel } from './money/MoneyPanel';
import { ProofPanel } from './proof/ProofPanel';
import { leaseStory } from './state/lease-story';
import { StatePanel } from './state/StatePanel';
import { LeaseTimeline } from './timeline/LeaseTimeline';
import { type LiveLeaseHandle } from './use-live-lease';
import { useViewer } from './use-viewer';
import { WorkPanel } from './work/WorkPanel';

/** Buttons that sign, and their dialogs: they come after what there is to read. */
const loadActions = () => import('./actions/LeaseActions');

export interface LeaseViewProps {
  readonly detail: LeaseDetail;
  readonly handle: LiveLeaseHandle;
  readonly takeOver: LeasePageProps['takeOver'];
}

const decideEveryS = 5;

/** The parts of a lease's page. They load while the index is asked for the lease. */
export default function LeaseView({ detail, handle, takeOver }: LeaseViewProps) {
  const { lease, events } = detail;
  const viewer = useViewer(lease);
  const story = leaseStory(lease, useChainTime(decideEveryS), null);
  return (
    <Page>
      <LeaseHeading lease={lease} story={story} viewer={viewer} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1.6fr)_minmax(20rem,1fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <WorkPanel lease={lease} handle={handle} viewer={viewer} />
          {viewer === 'renter' && story.isLive && isElsewhere(handle) && (
            <ElsewherePanel>{takeOver(lease)}</ElsewherePanel>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <StatePanel lease={lease} />
          <MoneyPanel lease={lease} isLive={story.isLive} state={handle.state} />
          <Late load={loadActions} props={{ lease, handle, viewer }} />
        </div>
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <ProofPanel lease={lease} handle={handle} />
        <LeaseTimeline events={events} />
      </div>
    </Page>
  );
}

/** The session of the lease, or what it needs, is not in this browser. */
function isElsewhere({ state }: LiveLeaseHandle): boolean {
  return state.role === 'absent' || state.role === 'inputs-missing';
}
