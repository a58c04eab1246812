import { type Address } from '@solana/kit';

import { type Sha256Hex } from '@/lib/blobs/digest';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { type FinishedWork, forgetFinished, loadFinished, saveFinished } from './finished-work';
import { forgetSession } from './session-record';

/** Where the renter's side of its leases is kept. */
export interface SessionVault {
  /** Session keys and what was signed with them. */
  readonly secrets: KeyValueStore;
  /** Jobs, their inputs and results. */
  readonly inputs: HeldInputs;
}

/** Bytes by SHA-256, each kept for as long as some lease holds it. */
export interface HeldInputs {
  /** Rejects when no room is left. */
  readonly put: (holder: Address, name: Sha256Hex, bytes: Uint8Array) => Promise<void>;
  /** Null where nothing is kept under the name. */
  readonly get: (name: Sha256Hex) => Promise<Uint8Array | null>;
  readonly release: (holder: Address) => Promise<void>;
}

/** Nothing of this lease is needed any more: it never opened, or is over and was looked at. */
export async function forgetLease({ secrets, inputs }: SessionVault, lease: Address): Promise<void> {
  await forgetSession(secrets, lease);
  await forgetFinished(secrets, lease);
  await inputs.release(lease);
}

/**
 * Keeps the result of a lease that is over, with its job and input, so that it can be looked at and checked again, until
 * the room is needed. The session key goes by `forgetSession`, once everybody is paid.
 */
export async function keepFinished(
  { secrets, inputs }: SessionVault,
  lease: Address,
  work: FinishedWork,
  result: Uint8Array,
): Promise<void> {
  await inputs.put(lease, work.resultSha256, result);
  await saveFinished(secrets, lease, work);
}

/** Makes room by forgetting the result that was finished first; false when there is none. */
export async function forgetOldestFinished(vault: SessionVault): Promise<boolean> {
  const all = await loadFinished(vault.secrets);
  const [oldest] = [...all].sort(([, one], [, other]) => one.finishedAt - other.finishedAt);
  if (oldest === undefined) return false;
  await forgetLease(vault, oldest[0]);
  return true;
}
