import { type LeaseRow } from '@/lib/index-api/shapes';
import { EndReason } from '@/lib/pyronet/generated/types/endReason';
import { LeaseState } from '@/lib/pyronet/generated/types/leaseState';

/** How a lease stands, in words for whoever rents or serves it. */
export interface LeaseStanding {
  readonly label: string;
  readonly tone: 'ember' | 'gauge' | 'warn' | 'danger' | 'plain';
  /** It goes on now. */
  readonly isLive: boolean;
}

type Standing = Pick<LeaseRow, 'state' | 'end_reason' | 'closed'>;

const running: Readonly<Record<number, LeaseStanding>> = {
  [LeaseState.Open]: { label: 'waiting for the provider', tone: 'warn', isLive: true },
  [LeaseState.Accepted]: { label: 'being prepared', tone: 'gauge', isLive: true },
  [LeaseState.Active]: { label: 'running', tone: 'ember', isLive: true },
  [LeaseState.Stopping]: { label: 'stopped, being settled', tone: 'warn', isLive: true },
  [LeaseState.Auditing]: { label: 'done, to be accepted', tone: 'gauge', isLive: true },
};

const ended: Readonly<Record<number, Omit<LeaseStanding, 'isLive'>>> = {
  [EndReason.Completed]: { label: 'completed', tone: 'gauge' },
  [EndReason.Stopped]: { label: 'stopped', tone: 'plain' },
  [EndReason.Expired]: { label: 'time ran out', tone: 'warn' },
  [EndReason.Rejected]: { label: 'declined', tone: 'plain' },
  [EndReason.Silent]: { label: 'provider was silent', tone: 'warn' },
  [EndReason.NoStart]: { label: 'never started', tone: 'warn' },
  [EndReason.Cancelled]: { label: 'cancelled', tone: 'plain' },
  [EndReason.Failed]: { label: 'provider failed', tone: 'danger' },
  [EndReason.Exited]: { label: 'provider left', tone: 'warn' },
  [EndReason.Fraud]: { label: 'fraud proved', tone: 'danger' },
  [EndReason.Withdrawn]: { label: 'result withdrawn', tone: 'warn' },
};

export function standingOf({ state, end_reason, closed }: Standing): LeaseStanding {
  const alive = closed ? undefined : running[state];
  if (alive !== undefined) return alive;
  return { ...(ended[end_reason] ?? { label: 'settled', tone: 'plain' }), isLive: false };
}

/** Live ones first, then the newest; nothing else moves a lease under the pointer. */
export function inOrder(leases: readonly LeaseRow[]): readonly LeaseRow[] {
  return [...leases].sort((one, other) => {
    const live = Number(standingOf(other).isLive) - Number(standingOf(one).isLive);
    if (live !== 0) return live;
    if (one.opened_slot !== other.opened_slot) return one.opened_slot > other.opened_slot ? -1 : 1;
    return one.address < other.address ? -1 : 1;
  });
}
