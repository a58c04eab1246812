import { type Address } from '@solana/kit';

import { type Engine } from '@/lib/engine/engine';

import { type PreparedCommission, recallCommission } from '../commission';
import { finishedWorkOf } from '../finished-work';
import { loadSession, type SessionRecord } from '../session-record';
import { type SessionVault } from '../session-vault';

/** What this browser holds of a lease. */
export interface KeptLease {
  /** Null where no session key is here. */
  readonly record: SessionRecord | null;
  /** Null where the job or the scene is not here. */
  readonly commission: PreparedCommission | null;
  /** Canonical result bytes of a lease that is over; null while there is none. */
  readonly result: Uint8Array | null;
}

/** @throws EngineError, or what the browser's database says */
export async function readKeptLease(
  vault: SessionVault,
  engine: () => Promise<Pick<Engine, 'plan'>>,
  lease: Address,
): Promise<KeptLease> {
  const [record, finished] = await Promise.all([
    loadSession(vault.secrets, lease),
    finishedWorkOf(vault.secrets, lease),
  ]);
  const names = finished ?? record;
  if (names === null) return { record, commission: null, result: null };
  const [job, scene, result] = await Promise.all([
    vault.inputs.get(names.jobSha256),
    vault.inputs.get(names.sceneSha256),
    finished === null ? null : vault.inputs.get(finished.resultSha256),
  ]);
  if (job === null || scene === null) return { record, commission: null, result: null };
  return { record, commission: await recallCommission(await engine(), scene, job), result };
}
