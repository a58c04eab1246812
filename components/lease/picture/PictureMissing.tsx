import { type LeaseRow } from '@/lib/index-api/shapes';
import { LeaseMode } from '@/lib/pyronet/generated/types/leaseMode';
import { type LiveLeaseState } from '@/lib/session/browser/live-lease-state';

import { type Viewer } from '../use-viewer';

export interface PictureMissingProps {
  readonly lease: LeaseRow;
  readonly state: LiveLeaseState;
  readonly viewer: Viewer;
}

/** Why there is no picture to look at here. */
export function PictureMissing({ lease, state, viewer }: PictureMissingProps) {
  return (
    <div className="flex max-w-md flex-col gap-1.5 px-6 py-12 text-center text-sm">
      <p className="font-medium">{titleOf(state)}</p>
      <p className="text-dim">{reasonOf(lease, state, viewer)}</p>
    </div>
  );
}

function titleOf({ role }: LiveLeaseState): string {
  return role === 'failed' ? 'The picture cannot be shown' : 'The picture is not in this browser';
}

function reasonOf(lease: LeaseRow, state: LiveLeaseState, viewer: Viewer): string {
  if (state.problem !== null) return `${state.problem.message} ${state.problem.next}`;
  if (lease.mode === LeaseMode.Rent) return 'This lease rents time, not a picture.';
  if (state.role === 'inputs-missing') {
    return 'The session key is here, but the browser has cleared the scene. The lease goes on; its escrow is safe.';
  }
  if (viewer === 'renter') {
    return 'You opened this lease in another browser, or its data was cleared here. Open the page there, or stop, top up and claim from here with your wallet.';
  }
  return 'Pictures go to their renter alone. What everybody can see is what the chain holds: times, amounts and hashes.';
}
