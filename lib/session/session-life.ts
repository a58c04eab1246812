import { DataPlaneError } from '@/lib/blobs/data-plane-error';
import { type SessionScope } from '@/lib/domain/session-message';
import { type JobPlan } from '@/lib/engine/engine';
import { type Lease } from '@/lib/pyronet/generated';
import { currentSessionKey } from '@/lib/pyronet/session-scope';

import { type Delivery } from './delivery';
import { type LeaseSessionOptions } from './lease-session';
import { type LeaseView } from './lease-view';
import { type Pulse } from './pulse';
import { type SessionEvent } from './session-event';
import { type SessionRecord } from './session-record';
import { type WorkerLink } from './worker-link';

/** What the parts of a running session share. */
export interface SessionLife {
  readonly options: LeaseSessionOptions;
  readonly genesisHash: Uint8Array;
  readonly plan: JobPlan;
  readonly view: LeaseView;
  readonly delivery: Delivery;
  readonly worker: WorkerLink;
  readonly pulse: Pulse;
  /** Raised when the session is over for whatever reason. */
  readonly signal: AbortSignal;
  readonly emit: (event: SessionEvent) => void;
  /** As last written down. */
  record: SessionRecord;
}

/** The lease as the chain last had it; null while unread or when it is gone. */
export function presentLease({ view }: SessionLife): Lease | null {
  return view.onChain.kind === 'present' ? view.onChain.lease : null;
}

/** Whether this session signs and orders: it leads, and its key is the one that counts. Otherwise it only watches. */
export function maySign(life: SessionLife): boolean {
  const lease = presentLease(life);
  return life.options.leads !== false && lease !== null && holdsKey(life, lease);
}

/** Whether the lease still listens to this session's key: the wallet may have put another in its place. */
export function holdsKey({ record }: SessionLife, lease: Lease): boolean {
  return currentSessionKey(lease) === record.sessionKey.address;
}

/** What every message of the session key for this life of the lease is bound to. */
export function scopeOf(life: SessionLife, lease: Lease): SessionScope {
  return {
    genesisHash: life.genesisHash,
    programAddress: life.options.programAddress,
    lease: life.record.lease,
    openedSlot: lease.openedSlot,
    sessionEpoch: lease.sessionEpoch,
  };
}

/** The worker answered, and will not do what was asked; the connection to it is sound. */
export function isRefusal(error: unknown): boolean {
  return error instanceof DataPlaneError && error.status >= 400 && error.status < 500 && error.status !== 429;
}

/** A sentence for something that failed and is tried again. */
export function troubleOf(error: unknown): SessionEvent {
  return { type: 'trouble', sentence: error instanceof Error ? error.message : 'Something failed.' };
}
