import {
  EndReason,
  FailoverState,
  LeaseMode,
  LeaseState,
  parseRedeemVoucherInstruction,
} from '@/lib/pyronet/generated';

import { type EventFields } from './event';
import { accountAt, type ExecutedInstruction, told, toldOfMany } from './executed-instruction';
import { seekSuccessor } from './failover-replay';
import { known, type MarketState } from './market-state';
import { type Handler } from './provider-replay';
import { type ReplayedLease } from './replayed-lease';

/** How leases are served and end. */
export const leaseReplay: Readonly<Record<string, Handler>> = {
  acceptLease: (market, executed) => {
    const { acceptedAt, liveUntil } = told(executed, 'leaseAccepted');
    const lease = known(market.leases, accountAt(executed, 2));
    Object.assign(lease, { acceptedAt, state: LeaseState.Accepted });
    known(market.providers, lease.provider).liveUntil = liveUntil;
  },
  startLease: (market, executed) => {
    const { startedAt, endAt, liveUntil } = told(executed, 'leaseStarted');
    const lease = known(market.leases, accountAt(executed, 2));
    if (lease.acceptedAt === 0n) lease.acceptedAt = startedAt;
    Object.assign(lease, { startedAt, endAt, anchorAt: startedAt, state: LeaseState.Active });
    known(market.providers, lease.provider).liveUntil = liveUntil;
  },
  rejectLease: abandon({ seeks: true, counter: 'rejected' }),
  cancelLease: abandon({ seeks: false }),
  expireLease: abandon({ seeks: true }),
  heartbeat: cover,
  checkpoint: cover,
  heartbeatLeases: (market, executed) => {
    for (const covered of toldOfMany(executed, 'leaseCovered')) {
      coverLease(market, known(market.leases, accountAt(executed, Number(covered.place))), covered);
    }
  },
  redeemVoucher: (market, executed) => {
    const { accounts, data } = parseRedeemVoucherInstruction(executed.instruction);
    const { coveredS, anchorS, vouchedS, ...told_ } = told(executed, 'voucherRedeemed');
    const lease = known(market.leases, accounts.lease.address);
    accept(lease, told_.acceptedSegments, data.acceptedUnits);
    Object.assign(lease, told_, { coveredS, vouchedS, anchorAt: lease.startedAt + anchorS });
  },
  noticeExit: (market, executed) => {
    const { provider } = known(market.leases, accountAt(executed, 2));
    known(market.providers, provider).liveUntil = told(executed, 'noticeGiven').liveUntil;
  },
  stopLease: endRunning,
  endLease: endRunning,
  failLease: endAndSeek,
  migrateLease: endAndSeek,
  exitLease: (market, executed) => {
    endRunning(market, executed);
    const { provider } = known(market.leases, accountAt(executed, leasePlace));
    known(market.providers, provider).liveUntil = told(executed, 'providerLive').liveUntil;
  },
};

/** Who ends a lease passes provider, offer and lease in this order, behind whoever asks for it. */
const leasePlace = 3;

/** Service that the worker proved. */
export function cover(market: MarketState, executed: ExecutedInstruction, place = 2): void {
  const lease = known(market.leases, accountAt(executed, place));
  coverLease(market, lease, told(executed, 'leaseCovered'));
}

function coverLease(market: MarketState, lease: ReplayedLease, covered: EventFields<'leaseCovered'>): void {
  const { coveredS, anchorAt, deliveredSegments, liveUntil } = covered;
  Object.assign(lease, { coveredS, anchorAt, deliveredSegments });
  known(market.providers, lease.provider).liveUntil = liveUntil;
}

/** Acceptance is cumulative; it moves only forward. */
export function accept(lease: ReplayedLease, segments: bigint, units: bigint): void {
  if (segments <= lease.acceptedSegments) return;
  lease.acceptedSegments = segments;
  if (units > lease.acceptedUnits) lease.acceptedUnits = units;
}

/** Capacity comes back when a lease leaves the active state, or never reaches it. */
export function vacate(market: MarketState, lease: ReplayedLease): void {
  const offer = known(market.offers, lease.offer);
  offer.gpuFree += lease.gpuCount;
  offer.liveLeases -= 1;
  known(market.providers, lease.provider).liveLeases -= 1;
}

function abandon({ seeks, counter }: { readonly seeks: boolean; readonly counter?: 'rejected' }): Handler {
  return (market, executed) => {
    const { endReason, stopAt, forfeited, providerExtra, liveUntil } = told(executed, 'leaseAbandoned');
    const lease = known(market.leases, accountAt(executed, leasePlace));
    const provider = known(market.providers, lease.provider);
    vacate(market, lease);
    Object.assign(lease, { endReason: Number(endReason), stopAt, forfeited, providerExtra });
    Object.assign(lease, { evidenceUntil: stopAt, state: LeaseState.Settled });
    if (liveUntil !== 0n) provider.liveUntil = liveUntil;
    if (counter !== undefined) provider[counter] += 1;
    if (seeks) seekSuccessor(lease, executed.slot);
    if (lease.failoverState !== FailoverState.Bidding) freeBond(market, lease);
  };
}

/** Nothing is locked for a lease any more. */
export function freeBond(market: MarketState, lease: ReplayedLease): void {
  const provider = known(market.providers, lease.provider);
  provider.bondLocked -= lease.bondLocked;
  provider.bondFree += lease.bondLocked;
  lease.bondLocked = 0n;
}

function endRunning(market: MarketState, executed: ExecutedInstruction): void {
  end(market, known(market.leases, accountAt(executed, leasePlace)), told(executed, 'leaseEnded'));
}

function endAndSeek(market: MarketState, executed: ExecutedInstruction): void {
  endRunning(market, executed);
  seekSuccessor(known(market.leases, accountAt(executed, leasePlace)), executed.slot);
}

/** A running lease ended. */
export function end(market: MarketState, lease: ReplayedLease, ended: EventFields<'leaseEnded'>): void {
  const { state, endReason, coveredS, stopAt, prefixBy, released, subsidyFunded } = ended;
  vacate(market, lease);
  known(market.providers, lease.provider).bondFree -= subsidyFunded - lease.subsidyFunded;
  Object.assign(lease, { coveredS, stopAt, prefixBy, released, subsidyFunded });
  Object.assign(lease, { state: Number(state), endReason: Number(endReason) });
  const late = lease.mode === LeaseMode.Run && lease.endReason === EndReason.Expired;
  lease.faulty = late || lease.endReason === EndReason.Failed;
}
