import {
  AttestationStatus,
  EndReason,
  LeaseState,
  parseAttestResultInstruction,
  PYRONET_PROGRAM_ADDRESS,
} from '@/lib/pyronet/generated';

import { accountAt, type ExecutedInstruction, logged, told } from './executed-instruction';
import { accept, cover, freeBond, vacate } from './lease-replay';
import { known, type MarketState, type ReplayedLease } from './market-state';
import { type Handler } from './provider-replay';

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
    release(market, executed, known(market.leases, accountAt(executed, 2)));
  },
  settleLease: (market, executed) => {
    release(market, executed, known(market.leases, accountAt(executed, 2)));
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

function release(market: MarketState, executed: ExecutedInstruction, lease: ReplayedLease): void {
  const { state, attestationStatus, acceptedSegments, ...rest } = told(executed, 'leaseReleased');
  const attestation = accountAt(executed, 3);
  if (attestation !== PYRONET_PROGRAM_ADDRESS) {
    accept(lease, acceptedSegments, known(market.attestations, attestation));
  }
  Object.assign(lease, rest, { acceptedSegments, state: Number(state) });
  const provider = known(market.providers, lease.provider);
  if (attestationStatus === BigInt(AttestationStatus.Unaudited)) provider.unaudited += 1;
  const settled = logged(executed, 'leaseSettled');
  if (settled === undefined) return;
  lease.evidenceUntil = settled.evidenceUntil;
  provider.secondsServed += settled.coveredS;
  provider.grossEarned += settled.released;
  provider.unitsServed += settled.releasedUnits;
  if (lease.endReason === EndReason.Completed) provider.completed += 1;
  freeBond(market, lease, settled.bondLocked);
}

function claim(
  market: MarketState,
  executed: ExecutedInstruction,
  field: 'providerClaimed' | 'feeClaimed' | 'renterClaimed',
): void {
  const { claimed, released } = told(executed, 'claimed');
  Object.assign(known(market.leases, accountAt(executed, 0)), { [field]: claimed, released });
}
