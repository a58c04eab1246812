import { type Address } from '@solana/kit';

import { type TakeOfferPlan } from '@/lib/actions/take-offer';
import { sha256Hex, type Sha256Hex } from '@/lib/blobs/digest';
import { type Digest } from '@/lib/domain/commitment';
import { failure, type Result, success } from '@/lib/domain/result';
import { type Engine, type JobFiles, type JobPlan } from '@/lib/engine/engine';
import { type JobOutline } from '@/lib/engine/outline/job-outline';
import { outlineOf } from '@/lib/engine/outline/outline-of';
import { StorageFullError } from '@/lib/storage/held-bytes-store';

import { createSessionSecrets, saveSession, type SessionRecord, type SessionSecrets } from './session-record';
import { forgetOldestFinished, type SessionVault } from './session-vault';

/** A job that is ready to be ordered. */
export interface PreparedCommission {
  /** Canonical input bytes: a scene, an initial state, a prompt. */
  readonly input: Uint8Array;
  readonly inputSha256: Sha256Hex;
  readonly jobBytes: Uint8Array;
  readonly jobSha256: Sha256Hex;
  readonly outline: JobOutline;
  readonly plan: JobPlan;
}

/** @throws EngineError when the job cannot be planned, or its bytes are damaged */
export async function prepareCommission(
  engine: Pick<Engine, 'plan'>,
  { job, input }: Pick<JobFiles, 'job' | 'input'>,
): Promise<PreparedCommission> {
  const [plan, jobSha256, inputSha256] = await Promise.all([
    engine.plan({ job, input }),
    sha256Hex(job),
    sha256Hex(input),
  ]);
  return { input, inputSha256, jobBytes: job, jobSha256, outline: outlineOf(job), plan };
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

/** Writes down what the session of `lease` needs, inputs first. Room is made of results that were finished long ago. */
export async function keepCommission(
  vault: SessionVault,
  commission: PreparedCommission,
  { sessionKey, randomnessSecret }: SessionSecrets,
  lease: Address,
): Promise<Result<SessionRecord, KeepCode>> {
  const { jobSha256, inputSha256, jobBytes, input } = commission;
  const record: SessionRecord = {
    lease,
    sessionKey,
    randomnessSecret,
    jobSha256,
    inputSha256,
    signed: null,
    refused: null,
  };
  for (;;) {
    try {
      await vault.inputs.put(lease, jobSha256, jobBytes);
      await vault.inputs.put(lease, inputSha256, input);
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
        'Free some room, leave private browsing, or use a smaller job; nothing was signed.',
      );
    }
  }
}
