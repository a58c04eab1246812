import {
  AttestationStatus,
  EndReason,
  LeaseState,
  parseAttestResultInstruction,
} from '@/lib/pyronet/generated';

import { type EventFields } from './event';
import { accountAt, type ExecutedInstruction, logged, told, toldOfMany } from './executed-instruction';
import { accept, cover, freeBond, vacate } from './lease-replay';
import { known, type MarketState } from './market-state';
import { type Handler } from './provider-replay';
import { type ReplayedLease } from './replayed-lease';

/** How results are settled and money is paid. */
export const resultReplay: Readonly<Record<string, Handler>> = {
  attestResult: (market, executed) => {
    const { accounts, data } = parseAttestResultInstruction(executed.instruction);
    const lease = known(market.leases, accounts.lease.address);
    const before = lease.state;
    cover(market, executed, 4);
    const { state, endReason, ...rest } = told(executed, 'resultAttested');
    Object.assign(lease, rest, { state: Number(state), endReason: Number(endReason) });
    market.attestations.set(accounts.attestation.address, data.units);
    if (before === LeaseState.Active && lease.state === LeaseState.Auditing) vacate(market, lease);
  },
  acceptResult: (market, executed) => {
    const lease = known(market.leases, accountAt(executed, 2));
    const released = told(executed, 'leaseReleased');
    accept(lease, released.acceptedSegments, known(market.attestations, accountAt(executed, 3)));
    release(lease, released);
    const settled = logged(executed, 'leaseSettled');
    if (settled !== undefined) settle(market, lease, settled);
  },
  settleLease: (market, executed) => {
    const lease = known(market.leases, accountAt(executed, 2));
    const lapsed = logged(executed, 'leaseReleased');
    if (lapsed !== undefined) release(lease, lapsed);
    settle(market, lease, told(executed, 'leaseSettled'));
  },
  withdrawResult: (market, executed) => {
    const lease = known(market.leases, accountAt(executed, 2));
    const provider = known(market.providers, lease.provider);
    const withdrawn = told(executed, 'resultWithdrawn');
    provider.bondFree -= withdrawn.subsidyFunded - lease.subsidyFunded;
    provider.withdrawn += 1;
    Object.assign(lease, withdrawn, { endReason: EndReason.Withdrawn, faulty: true });
    const settled = logged(executed, 'leaseSettled');
    if (settled !== undefined) settle(market, lease, settled);
  },
  settleLeases: (market, executed) => {
    const leaseAt = (place: bigint) => known(market.leases, accountAt(executed, Number(place)));
    for (const settled of toldOfMany(executed, 'leaseSettled'))
      settle(market, leaseAt(settled.place), settled);
    if (logged(executed, 'leaseReleased') === undefined) return;
    for (const lapsed of toldOfMany(executed, 'leaseReleased')) attest(leaseAt(lapsed.place), lapsed);
  },
  claimProvider: (market, executed) => claim(market, executed, 'providerClaimed'),
  claimFees: (market, executed) => claim(market, executed, 'feeClaimed'),
  claimRenter: (market, executed) => claim(market, executed, 'renterClaimed'),
  closeAttestation: (market, executed) => {
    market.attestations.delete(accountAt(executed, 1));
  },
  closeLease: (market, executed) => {
    market.leases.delete(accountAt(executed, 0));
  },
};

function release(lease: ReplayedLease, told: EventFields<'leaseReleased'>): void {
  const { state, released, acceptedSegments } = told;
  Object.assign(lease, { released, acceptedSegments, state: Number(state) });
  attest(lease, told);
}

/** What is attested, after an attestation that lapsed does not count any more. */
function attest(lease: ReplayedLease, told: EventFields<'leaseReleased'>): void {
  const { attestedSegments, attestedUnits } = told;
  Object.assign(lease, { attestedSegments, attestedUnits });
}

/** What settling released; once final, it is on the provider's record. */
export function settle(
  market: MarketState,
  lease: ReplayedLease,
  settled: EventFields<'leaseSettled'>,
): void {
  const { state, attestationStatus, bondFreed, released, providerClaimed, evidenceUntil } = settled;
  Object.assign(lease, { released, providerClaimed, evidenceUntil, state: Number(state) });
  const provider = known(market.providers, lease.provider);
  if (attestationStatus === BigInt(AttestationStatus.Unaudited)) provider.unaudited += 1;
  if (lease.state !== LeaseState.Settled) return;
  provider.secondsServed += lease.coveredS;
  provider.grossEarned += released;
  if (settled.releasedUnits > lease.baseUnits) {
    provider.unitsServed += settled.releasedUnits - lease.baseUnits;
  }
  if (lease.endReason === EndReason.Completed) provider.completed += 1;
  if (bondFreed === 1n) freeBond(market, lease);
}

function claim(
  market: MarketState,
  executed: ExecutedInstruction,
  field: 'providerClaimed' | 'feeClaimed' | 'renterClaimed',
): void {
  const { claimed, released, failoverState } = told(executed, 'claimed');
  const lease = known(market.leases, accountAt(executed, 0));
  Object.assign(lease, { [field]: claimed, released, failoverState: Number(failoverState) });
}
