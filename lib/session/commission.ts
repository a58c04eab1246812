import { type Address } from '@solana/kit';

import { type TakeOfferPlan } from '@/lib/actions/take-offer';
import { sha256Hex, type Sha256Hex } from '@/lib/blobs/digest';
import { type Digest } from '@/lib/domain/commitment';
import { failure, type Result, success } from '@/lib/domain/result';
import { type Engine, type JobPlan } from '@/lib/engine/engine';
import { decodeJob, encodeJob, type Job, type JobSettings } from '@/lib/engine/job';
import { StorageFullError } from '@/lib/storage/held-bytes-store';

import { createSessionSecrets, saveSession, type SessionRecord, type SessionSecrets } from './session-record';
import { forgetOldestFinished, type SessionVault } from './session-vault';

/** A job that is ready to be ordered. */
export interface PreparedCommission {
  /** Canonical scene bytes. */
  readonly scene: Uint8Array;
  readonly sceneSha256: Sha256Hex;
  readonly jobBytes: Uint8Array;
  readonly jobSha256: Sha256Hex;
  readonly job: Job;
  readonly plan: JobPlan;
}

/** @throws EngineError when the settings or the scene cannot be planned */
export async function prepareCommission(
  engine: Pick<Engine, 'plan'>,
  scene: Uint8Array,
  settings: JobSettings,
): Promise<PreparedCommission> {
  return recallCommission(engine, scene, encodeJob(settings, scene));
}

/** The same of bytes that were prepared before. @throws EngineError when they are damaged */
export async function recallCommission(
  engine: Pick<Engine, 'plan'>,
  scene: Uint8Array,
  jobBytes: Uint8Array,
): Promise<PreparedCommission> {
  const [plan, jobSha256, sceneSha256] = await Promise.all([
    engine.plan({ job: jobBytes, input: scene }),
    sha256Hex(jobBytes),
    sha256Hex(scene),
  ]);
  return { scene, sceneSha256, jobBytes, jobSha256, job: decodeJob(jobBytes), plan };
}

export type KeepCode = 'storage_unavailable';

/** A lease that can be signed for: everything its session needs is on disk. */
export interface OpenedCommission {
  readonly record: SessionRecord;
  readonly plan: TakeOfferPlan;
}

/**
 * Makes the session of a lease that is about to be opened, and writes it down before anybody signs: a lease without its
 * session key runs unvouched. Submit `plan` next; if its transaction fails or is not wanted, `forgetLease`.
 *
 * @param take plans the transaction that opens the lease with this key and commitment
 */
export async function openCommission<Code extends string>(
  vault: SessionVault,
  commission: PreparedCommission,
  take: (session: {
    readonly sessionKey: Address;
    readonly renterCommit: Digest;
  }) => Promise<Result<TakeOfferPlan, Code>>,
): Promise<Result<OpenedCommission, Code | KeepCode>> {
  const secrets = await createSessionSecrets();
  const taken = await take({
    sessionKey: secrets.sessionKey.address,
    renterCommit: secrets.renterCommit,
  });
  if (!taken.ok) return taken;
  const kept = await keepCommission(vault, commission, secrets, taken.value.lease);
  return kept.ok ? success({ record: kept.value, plan: taken.value }) : kept;
}

/** Writes down what the session of `lease` needs, inputs first. Room is made of pictures that were finished long ago. */
export async function keepCommission(
  vault: SessionVault,
  commission: PreparedCommission,
  { sessionKey, randomnessSecret }: SessionSecrets,
  lease: Address,
): Promise<Result<SessionRecord, KeepCode>> {
  const { jobSha256, sceneSha256, jobBytes, scene } = commission;
  const record: SessionRecord = {
    lease,
    sessionKey,
    randomnessSecret,
    jobSha256,
    sceneSha256,
    signed: null,
    refused: null,
  };
  for (;;) {
    try {
      await vault.inputs.put(lease, jobSha256, jobBytes);
      await vault.inputs.put(lease, sceneSha256, scene);
      await saveSession(vault.secrets, record);
      return success(record);
    } catch (error) {
      const isFull = error instanceof StorageFullError;
      if (isFull && (await forgetOldestFinished(vault).catch(() => false))) continue;
      await vault.inputs.release(lease).catch(() => undefined);
      const reason = error instanceof Error ? ` ${error.message}` : '';
      return failure(
        'storage_unavailable',
        `What this lease needs could not be kept here.${reason}`,
        'Free some room, leave private browsing, or use a smaller scene; nothing was signed.',
      );
    }
  }
}
