import { type Address } from '@solana/kit';

import { EndReason, LeaseMode, LeaseState, parseRedeemVoucherInstruction } from '@/lib/pyronet/generated';

import { accountAt, type ExecutedInstruction, logged, told } from './executed-instruction';
import { known, type MarketState, type ReplayedLease } from './market-state';
import { type Handler } from './provider-replay';

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
  rejectLease: abandon(3, 'rejected'),
  cancelLease: abandon(3),
  expireLease: abandon(3),
  heartbeat: cover,
  checkpoint: cover,
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
  stopLease: end,
  endLease: end,
  failLease: end,
  exitLease: end,
};

/** Service that the worker proved. */
export function cover(market: MarketState, executed: ExecutedInstruction, place = 2): void {
  const { liveUntil, ...service } = told(executed, 'leaseCovered');
  const lease = known(market.leases, accountAt(executed, place));
  Object.assign(lease, service);
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

function abandon(place: number, counter?: 'rejected'): Handler {
  return (market, executed) => {
    const { endReason, stopAt, forfeited, providerExtra, liveUntil } = told(executed, 'leaseAbandoned');
    const lease = known(market.leases, accountAt(executed, place));
    const provider = known(market.providers, lease.provider);
    vacate(market, lease);
    Object.assign(lease, { endReason: Number(endReason), stopAt, forfeited, providerExtra });
    Object.assign(lease, { evidenceUntil: stopAt, state: LeaseState.Settled });
    if (liveUntil !== 0n) provider.liveUntil = liveUntil;
    if (counter !== undefined) provider[counter] += 1;
    freeBond(market, lease, 0n);
  };
}

/** What is left locked for a lease; the rest is free again. */
export function freeBond(market: MarketState, lease: ReplayedLease, left: bigint): void {
  const provider = known(market.providers, lease.provider);
  provider.bondLocked -= lease.bondLocked - left;
  provider.bondFree += lease.bondLocked - left;
  lease.bondLocked = left;
}

function end(market: MarketState, executed: ExecutedInstruction): void {
  const { state, endReason, coveredS, stopAt, prefixBy, released, subsidyFunded } = told(
    executed,
    'leaseEnded',
  );
  const lease = leaseAmong(market, executed);
  const provider = known(market.providers, lease.provider);
  vacate(market, lease);
  provider.bondFree -= subsidyFunded - lease.subsidyFunded;
  Object.assign(lease, { coveredS, stopAt, prefixBy, released, subsidyFunded });
  Object.assign(lease, { state: Number(state), endReason: Number(endReason) });
  const late = lease.mode === LeaseMode.Run && lease.endReason === EndReason.Expired;
  lease.faulty = late || lease.endReason === EndReason.Failed;
  const live = logged(executed, 'providerLive');
  if (live !== undefined) provider.liveUntil = live.liveUntil;
}

/** Who ends a lease passes provider, offer and lease in this order. */
function leaseAmong(market: MarketState, executed: ExecutedInstruction): ReplayedLease {
  const place = 3;
  const address: Address = accountAt(executed, place);
  return known(market.leases, address);
}
