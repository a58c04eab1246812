import { type Lease, LeaseState } from '@/lib/pyronet/generated';

import { type SessionEvent } from '../session-event';
import { type LiveLeaseState } from './live-lease-state';

/** The state after something happened in the session. A session that begins anew delivers again what is here already. */
export function afterEvent(state: LiveLeaseState, event: SessionEvent): LiveLeaseState {
  switch (event.type) {
    case 'lease':
      return afterLease(state, event.lease);
    case 'worker':
      return { ...state, workerUrl: event.url, trouble: event.url === null ? state.trouble : null };
    case 'uploaded':
      return { ...state, uploadedBytes: state.uploadedBytes + event.bytes, trouble: null };
    case 'delivered': {
      const delivered = Math.max(state.delivered, event.segment.index + 1);
      const deliveredUnits = state.commission?.plan.cumulativeUnits[delivered - 1] ?? 0n;
      return { ...state, delivered, deliveredUnits, trouble: null };
    }
    case 'rechecked':
      return event.matches ? { ...state, rechecked: new Set([...state.rechecked, event.index]) } : state;
    case 'vouched':
      return { ...state, vouched: event.voucher, trouble: null };
    case 'replaced':
      return { ...state, replaced: true };
    case 'mismatch':
      return { ...state, mismatch: event.mismatch };
    case 'accepting':
      return state;
    case 'trouble':
      return { ...state, trouble: event.sentence };
  }
}

/** An order that was waited for is carried once the lease has left the state it was given in. */
function afterLease(state: LiveLeaseState, lease: Lease): LiveLeaseState {
  const uncarried = state.uncarried?.lease.state === lease.state ? state.uncarried : null;
  return { ...state, uncarried, stopping: state.stopping && lease.state <= LeaseState.Active };
}
