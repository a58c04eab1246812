import { type Voucher } from '@/lib/domain/session-message';
import { type Lease } from '@/lib/pyronet/generated';

import { type PreparedCommission } from '../commission';
import { type SessionOutcome } from '../session-event';
import { type Mismatch } from '../segment-check';
import { type SignedOrder } from '../signed-order';

/** What this tab does for a lease. */
export type LiveLeaseRole =
  /** Finding out what this browser holds of the lease. */
  | 'opening'
  /** This browser holds no session key of the lease, nor its result. */
  | 'absent'
  /** The key is here; the job or its input is not. */
  | 'inputs-missing'
  /** The chain does not show the lease yet, or not any more. */
  | 'awaiting-lease'
  /** This tab signs. */
  | 'leading'
  /** Another tab of this browser signs; this one watches and takes over when that one closes. */
  | 'following'
  /** The lease is over; the result is as it was delivered. */
  | 'over'
  /** It could not begin; see `problem`. */
  | 'failed';

/** The renter's session of one lease, as this tab knows it. */
export interface LiveLeaseState {
  readonly role: LiveLeaseRole;
  readonly commission: PreparedCommission | null;
  /** Segments delivered in order, hashes in agreement. */
  readonly delivered: number;
  /** Work units of the delivered segments. */
  readonly deliveredUnits: bigint;
  /** Indices of segments that were computed again in this page and came out equal. */
  readonly rechecked: ReadonlySet<number>;
  /** Address at which the worker answers; null while it answers nowhere, undefined before it was looked for. */
  readonly workerUrl: string | null | undefined;
  readonly uploadedBytes: number;
  readonly vouched: Voucher | null;
  /** The wallet put another session key in this one's place. */
  readonly replaced: boolean;
  readonly mismatch: Mismatch | null;
  /** The last thing that failed and is tried again; null once something went well after it. */
  readonly trouble: string | null;
  /** An order the worker did not carry, for the wallet to carry. */
  readonly uncarried: { readonly order: SignedOrder; readonly lease: Lease } | null;
  readonly stopping: boolean;
  readonly outcome: SessionOutcome | null;
  readonly problem: { readonly message: string; readonly next: string } | null;
}

export const openingState: LiveLeaseState = {
  role: 'opening',
  commission: null,
  delivered: 0,
  deliveredUnits: 0n,
  rechecked: new Set(),
  workerUrl: undefined,
  uploadedBytes: 0,
  vouched: null,
  replaced: false,
  mismatch: null,
  trouble: null,
  uncarried: null,
  stopping: false,
  outcome: null,
  problem: null,
};
