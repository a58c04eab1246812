import { type Address } from '@solana/kit';

import { type Engine } from '@/lib/engine/engine';

import { type PreparedCommission, prepareCommission } from '../commission';
import { finishedWorkOf } from '../finished-work';
import { type LeftState } from '../left-state';
import { loadSession, type SessionRecord } from '../session-record';
import { type SessionVault } from '../session-vault';

/** The result of a lease that is over. */
export interface FinishedResult {
  /** Canonical result bytes. */
  readonly result: Uint8Array;
  /** What each segment left, where the job carries state. */
  readonly left: readonly LeftState[];
}

/** What this browser holds of a lease. */
export interface KeptLease {
  /** Null where no session key is here. */
  readonly record: SessionRecord | null;
  /** Null where the job or its input is not here. */
  readonly commission: PreparedCommission | null;
  /** What came of a lease that is over; null while it is not. */
  readonly finished: FinishedResult | null;
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
  if (names === null) return { record, commission: null, finished: null };
  const [job, input, result] = await Promise.all([
    vault.inputs.get(names.jobSha256),
    vault.inputs.get(names.inputSha256),
    finished === null ? null : vault.inputs.get(finished.resultSha256),
  ]);
  if (job === null || input === null) return { record, commission: null, finished: null };
  return {
    record,
    commission: await prepareCommission(await engine(), { job, input }),
    finished: finished === null || result === null ? null : { result, left: finished.left },
  };
}
