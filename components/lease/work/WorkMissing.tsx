import { type LeaseRow } from '@/lib/index-api/shapes';
import { LeaseMode } from '@/lib/pyronet/generated/types/leaseMode';
import { type LiveLeaseState } from '@/lib/session/browser/live-lease-state';

import { type Viewer } from '../use-viewer';

export interface WorkMissingProps {
  readonly lease: LeaseRow;
  readonly state: LiveLeaseState;
  readonly viewer: Viewer;
}

/** Why there is no result to look at here. */
export function WorkMissing({ lease, state, viewer }: WorkMissingProps) {
  return (
    <div className="flex max-w-md flex-col gap-1.5 px-6 py-12 text-center text-sm">
      <p className="font-medium">{titleOf(state)}</p>
      <p className="text-dim">{reasonOf(lease, state, viewer)}</p>
    </div>
  );
}

function titleOf({ role }: LiveLeaseState): string {
  return role === 'failed' ? 'The result cannot be shown' : 'The result is not in this browser';
}

function reasonOf(lease: LeaseRow, state: LiveLeaseState, viewer: Viewer): string {
  if (state.problem !== null) return `${state.problem.message} ${state.problem.next}`;
  if (lease.mode === LeaseMode.Rent) return 'This lease rents time and has no result of its own.';
  if (state.role === 'inputs-missing') {
    return 'The session key is here, but the browser has cleared the job. The lease goes on; its escrow is safe.';
  }
  if (viewer === 'renter') {
    return 'You opened this lease in another browser, or its data was cleared here. Open the page there, or stop, top up and claim from here with your wallet.';
  }
  return 'Results go to their renter alone. What everybody can see is what the chain holds: times, amounts and hashes.';
}
