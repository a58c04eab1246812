import { fetchLeaseStatus, postVoucher } from '@/lib/blobs/lease-client';
import { type LeasePhase, type LeaseStatus } from '@/lib/blobs/lease-messages';
import { equalBytes } from '@/lib/domain/bytes';
import { type Voucher } from '@/lib/domain/session-message';
import { type Lease, LeaseState } from '@/lib/pyronet/generated';

import { type CoveredTime, countCredited, seeWorker, startCoveredTime } from './covered-time';
import {
  holdsKey,
  isRefusal,
  maySign,
  presentLease,
  scopeOf,
  type SessionLife,
  troubleOf,
} from './session-life';
import { saveProgress, type SignedProgress } from './session-record';
import { signVoucher } from './signed-order';

const defaultEveryMs = 3_000;
/** In which a worker takes vouchers. */
const servingPhases: readonly LeasePhase[] = ['running', 'finished', 'attested'];
/** Vouchers may follow progress no closer than this. */
const leastPauseMs = 500;
/** Of the pause, after vouchers that were refused. */
const mostDoublings = 6;

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
  let vouching: Vouching | null = null;
  while (!signal.aborted && delivery.mismatch === null) {
    const next = life.pulse.next();
    const lease = presentLease(life);
    if (lease !== null && isServed(lease) && maySign(life)) {
      vouching ??= { covered: coveredBefore(lease, life.record.signed), handedOver: null, refusals: 0 };
      vouching = await vouch(life, vouching);
      await clock.sleep(leastPauseMs * 2 ** Math.min(vouching.refusals, mostDoublings), signal);
      if (progressUnsigned(life)) continue;
    }
    await next(everyMs, signal);
  }
}

interface Vouching {
  readonly covered: CoveredTime;
  /** What the voucher says that the worker took last. */
  readonly handedOver: SignedProgress | null;
  /** Vouchers that the worker refused in a row. */
  readonly refusals: number;
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

async function vouch(life: SessionLife, before: Vouching): Promise<Vouching> {
  const endpoint = await life.worker.reach();
  if (endpoint === null) return before;
  let vouching = before;
  try {
    const status = await fetchLeaseStatus(endpoint, life.record.lease);
    // A worker may hear of its own start later than we do, and would refuse the first voucher.
    if (!servingPhases.includes(status.phase) || mustCatchUp(life, status)) return before;
    // Of one slot: what is signed then lies before any end that we have not heard of.
    const { now, lease } = await life.view.look(life.signal);
    if (lease === null || !isServed(lease) || !holdsKey(life, lease)) return before;
    const credited = { coveredSeconds: lease.coveredS, until: least(lease.anchorAt, endOf(lease)) };
    const covered = seeWorker(countCredited(before.covered, credited), least(now, endOf(lease)));
    vouching = { ...before, covered };
    const progress = progressOf(life, vouching.covered) ?? life.record.signed;
    if (progress === null || progress === before.handedOver || life.delivery.mismatch !== null)
      return vouching;
    life.record = { ...life.record, signed: progress };
    await saveProgress(life.options.store, life.record.lease, progress);
    const voucher = voucherOf(progress);
    const signed = await signVoucher(scopeOf(life, lease), life.record.sessionKey, voucher);
    await postVoucher(endpoint, life.record.lease, signed.message, signed.signature);
    life.emit({ type: 'vouched', voucher });
    return { ...vouching, handedOver: progress, refusals: 0 };
  } catch (error) {
    if (life.signal.aborted) return vouching;
    const refused = isRefusal(error);
    if (!refused || vouching.refusals > 0) life.emit(troubleOf(error));
    if (!refused) life.worker.lose(endpoint);
    return { ...vouching, refusals: refused ? vouching.refusals + 1 : 0 };
  }
}

/** An earlier key accepted segments that have not arrived here yet; until then a voucher would take them back. */
function mustCatchUp({ delivery, record }: SessionLife, status: LeaseStatus): boolean {
  return record.signed === null && delivery.accepted < status.accepted_segments;
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
