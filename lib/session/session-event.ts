import { type BlobRole } from '@/lib/blobs/permit';
import { type Digest } from '@/lib/domain/commitment';
import { type Voucher } from '@/lib/domain/session-message';
import { type Attestation, type Lease } from '@/lib/pyronet/generated';

import { type DeliveredSegment } from './delivery';
import { type LeftState } from './left-state';
import { type Mismatch } from './segment-check';

/** What happens in a lease, for a page or a terminal to show. */
export type SessionEvent =
  | { readonly type: 'lease'; readonly lease: Lease }
  /** The worker answers at `url`, or at none of its addresses. */
  | { readonly type: 'worker'; readonly url: string | null }
  | { readonly type: 'uploaded'; readonly role: BlobRole; readonly bytes: number }
  | ({ readonly type: 'delivered' } & DeliveredSegment)
  | { readonly type: 'rechecked'; readonly index: number; readonly matches: boolean }
  | { readonly type: 'vouched'; readonly voucher: Voucher }
  /** The wallet put another session key in place of this one, which signs nothing from now on. */
  | { readonly type: 'replaced' }
  | { readonly type: 'mismatch'; readonly mismatch: Mismatch }
  | { readonly type: 'accepting'; readonly attestation: Attestation }
  /** Something failed that is being tried again. */
  | { readonly type: 'trouble'; readonly sentence: string };

/** How the renter's side of a lease ended. */
export type SessionOutcome =
  | {
      /** The whole job was delivered, proved to be what the chain holds, and accepted. */
      readonly kind: 'completed';
      readonly lease: Lease;
      readonly attestation: Attestation;
      /** Canonical result bytes. */
      readonly result: Uint8Array;
      readonly left: readonly LeftState[];
      readonly segmentsRoot: Digest;
      readonly resultRoot: Digest;
    }
  /** The provider contradicted the job or itself; nothing more was accepted, and the lease was told to stop. */
  | { readonly kind: 'refused'; readonly mismatch: Mismatch; readonly lease: Lease | null }
  /** The lease ended otherwise: stopped, rejected, never started, out of time. `lease.endReason` says how. */
  | {
      readonly kind: 'ended';
      readonly lease: Lease | null;
      /** The result as far as it was delivered. */
      readonly result: Uint8Array;
      readonly deliveredSegments: number;
    }
  /** The caller withdrew; the lease goes on without vouchers and can be resumed. */
  | { readonly kind: 'left' };
