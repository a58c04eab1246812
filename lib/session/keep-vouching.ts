import { fetchLeaseStatus, postVoucher } from '@/lib/blobs/lease-client';
import { equalBytes } from '@/lib/domain/bytes';
import { type Voucher } from '@/lib/domain/session-message';
import { type Lease, LeaseState } from '@/lib/pyronet/generated';

import { type CoveredTime, seeWorker, startCoveredTime } from './covered-time';
import { presentLease, scopeOf, type SessionLife, troubleOf } from './session-life';
import { saveSession, type SignedProgress } from './session-record';
import { signVoucher } from './signed-order';

const defaultEveryMs = 3_000;
/** Vouchers may follow progress no closer than this. */
const leastPauseMs = 500;

/**
 * Signs for what was served, while it is served: asks the worker for a sign of life, reads the chain's clock, and hands
 * over a voucher for the time seen and the segments checked. Never rejects.
 *
 * A voucher is written down before it is handed over: what was signed can be held against us, so it must be known.
 */
export async function keepVouching(life: SessionLife): Promise<void> {
  const { options, delivery, signal } = life;
  const everyMs = options.voucherEveryMs ?? defaultEveryMs;
  const { clock } = options.client;
  let covered: CoveredTime | null = null;
  while (!signal.aborted && delivery.mismatch === null) {
    const next = life.pulse.next();
    const lease = presentLease(life);
    if (lease !== null && isServed(lease)) {
      covered ??= coveredBefore(lease, life.record.signed);
      covered = await vouch(life, lease, covered);
      await clock.sleep(leastPauseMs, signal);
      if (progressUnsigned(life)) continue;
    }
    await next(everyMs, signal);
  }
}

function isServed({ state, startedAt }: Lease): boolean {
  return startedAt > 0n && (state === LeaseState.Active || state === LeaseState.Stopping);
}

/** Picks up where the vouchers signed before a restart left off: time nobody watched is a gap unless it was short. */
function coveredBefore(lease: Lease, signed: SignedProgress | null): CoveredTime {
  const fresh = startCoveredTime(lease.startedAt, BigInt(lease.intervalS));
  if (signed === null || signed.servedUntil < lease.startedAt) return fresh;
  return { ...fresh, seenAt: signed.servedUntil, coveredSeconds: signed.coveredSeconds };
}

function progressUnsigned({ delivery, record }: SessionLife): boolean {
  const { signed } = record;
  return (
    delivery.delivered > (signed?.deliveredSegments ?? 0) ||
    delivery.accepted > (signed?.acceptedSegments ?? 0)
  );
}

async function vouch(life: SessionLife, lease: Lease, before: CoveredTime): Promise<CoveredTime> {
  const endpoint = await life.worker.reach();
  if (endpoint === null) return before;
  let covered = before;
  try {
    await fetchLeaseStatus(endpoint, life.record.lease);
    const now = await life.view.now(life.signal);
    covered = seeWorker(before, least(now, endOf(lease)));
    const progress = progressOf(life, covered);
    if (progress === null || life.delivery.mismatch !== null) return covered;
    life.record = { ...life.record, signed: progress };
    await saveSession(life.options.store, life.record);
    const voucher = voucherOf(progress);
    const signed = await signVoucher(scopeOf(life, lease), life.record.sessionKey, voucher);
    await postVoucher(endpoint, life.record.lease, signed.message, signed.signature);
    life.emit({ type: 'vouched', voucher });
  } catch (error) {
    if (!life.signal.aborted) {
      life.emit(troubleOf(error));
      life.worker.lose(endpoint);
    }
  }
  return covered;
}

/** What a voucher may say now, or null when the last one said it already, or said more than is known again. */
function progressOf(
  { delivery, record: { signed } }: SessionLife,
  covered: CoveredTime,
): SignedProgress | null {
  const progress: SignedProgress = {
    servedUntil: covered.seenAt,
    coveredSeconds: covered.coveredSeconds,
    deliveredSegments: delivery.delivered,
    acceptedSegments: delivery.accepted,
    deliveredRoot: delivery.deliveredRoot,
  };
  if (signed === null) return progress;
  if (delivery.delivered < signed.deliveredSegments || delivery.accepted < signed.acceptedSegments) {
    // After a restart the segments arrive again; until then only the time goes on.
    return covered.seenAt > signed.servedUntil
      ? { ...signed, servedUntil: covered.seenAt, coveredSeconds: covered.coveredSeconds }
      : null;
  }
  const same =
    progress.servedUntil === signed.servedUntil &&
    progress.deliveredSegments === signed.deliveredSegments &&
    progress.acceptedSegments === signed.acceptedSegments &&
    equalBytes(progress.deliveredRoot, signed.deliveredRoot);
  return same ? null : progress;
}

function voucherOf(progress: SignedProgress): Voucher {
  return {
    servedUntil: progress.servedUntil,
    coveredSeconds: progress.coveredSeconds,
    deliveredSegments: BigInt(progress.deliveredSegments),
    acceptedSegments: BigInt(progress.acceptedSegments),
    deliveredRoot: progress.deliveredRoot,
  };
}

/** The last second that can be served: the end, or the stop where that came first. */
export function endOf({ endAt, stopAt }: Pick<Lease, 'endAt' | 'stopAt'>): bigint {
  return stopAt === 0n ? endAt : least(endAt, stopAt);
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
