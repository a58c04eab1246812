import { type TransactionSigner } from '@solana/kit';

import { type ChainInstant } from '@/lib/domain/deadline';
import { failure, type Result, success } from '@/lib/domain/result';
import { getNoticeExitInstruction, type Lease, LeaseState } from '@/lib/pyronet/generated';

import { exitNoticeSeconds, noticeStands } from './exit-terms';
import { leaseStateIn, type LeaseStateCode } from './lease-state';
import { type ActionPlan, type Located } from './plan';

/** A notice in the making. */
export interface NoticeExitPlan extends ActionPlan {
  /** Unix seconds after which the provider may leave for nothing, once enough slots have passed too. */
  readonly freeFrom: bigint;
}

/** The provider announces that it leaves a running lease early. */
export function noticeExit(request: {
  readonly worker: TransactionSigner;
  readonly lease: Located<Lease>;
  readonly now: ChainInstant;
}): Result<NoticeExitPlan, LeaseStateCode | 'notice_stands'> {
  const { worker, lease, now } = request;
  const state = leaseStateIn(lease.data, [LeaseState.Active]);
  if (!state.ok) return state;
  if (noticeStands(lease.data, now)) {
    return failure('notice_stands', 'Notice was given already.', 'Leave once it has run.');
  }
  const { provider } = lease.data;
  return success({
    instructions: [getNoticeExitInstruction({ worker, provider, lease: lease.address })],
    freeFrom: now.unixSeconds + exitNoticeSeconds(lease.data),
  });
}
