import {
  EndReason,
  FailoverState,
  LeaseState,
  parseClaimSeizureInstruction,
  parseDistributeSeizureInstruction,
  parseProveContradictionInstruction,
} from '@/lib/pyronet/generated';

import { type ExecutedInstruction, logged, told } from './executed-instruction';
import { end } from './lease-replay';
import { known, type MarketState } from './market-state';
import { depositAt, type Handler } from './provider-replay';
import { type ReplayedSeizure } from './replayed-accounts';
import { type ReplayedLease } from './replayed-lease';
import { settle } from './result-replay';

/** How fraud is convicted, and where goes what it costs. */
export const slashingReplay: Readonly<Record<string, Handler>> = {
  proveContradiction: (market, executed) => {
    const { accounts } = parseProveContradictionInstruction(executed.instruction);
    const lease = known(market.leases, accounts.lease.address);
    const seizure = seizureOf(executed, lease);
    const { bondSeized, stakeSeized } = seizure;
    market.seizures.set(accounts.seizure.address, seizure);
    lease.bondLocked -= bondSeized;
    const provider = known(market.providers, lease.provider);
    provider.bondSeized += bondSeized;
    provider.stakeSeized += stakeSeized;
    provider.openSeizures += 1;
    const completed = lease.state === LeaseState.Settled && lease.endReason === EndReason.Completed;
    if (completed && provider.completed > 0) provider.completed -= 1;
    convict(market, executed, lease);
    depositAt(2)(market, executed);
  },
  distributeSeizure: (market, executed) => {
    const { accounts } = parseDistributeSeizureInstruction(executed.instruction);
    const { paid, closed, bondSeized, stakeSeized } = told(executed, 'seizureBurned');
    const provider = known(market.providers, accounts.provider.address);
    Object.assign(provider, { bondSeized, stakeSeized, openSeizures: provider.openSeizures - 1 });
    known(market.seizures, accounts.seizure.address).paid = Number(paid);
    if (closed === 1n) market.seizures.delete(accounts.seizure.address);
  },
  claimSeizure: (market, executed) => {
    const { accounts } = parseClaimSeizureInstruction(executed.instruction);
    const { paid, closed, bondSeized } = told(executed, 'seizureClaimed');
    known(market.providers, accounts.provider.address).bondSeized = bondSeized;
    known(market.seizures, accounts.seizure.address).paid = Number(paid);
    if (closed === 1n) market.seizures.delete(accounts.seizure.address);
  },
};

/** What is left is the renter's; nobody is sought any more. */
function convict(market: MarketState, executed: ExecutedInstruction, lease: ReplayedLease): void {
  const ended = logged(executed, 'leaseEnded');
  if (ended !== undefined) end(market, lease, ended);
  lease.endReason = EndReason.Fraud;
  lease.faulty = true;
  if (lease.failoverState === FailoverState.Bidding) lease.failoverState = FailoverState.NoFit;
  const settled = logged(executed, 'leaseSettled');
  if (settled !== undefined) settle(market, lease, settled);
}

function seizureOf(executed: ExecutedInstruction, lease: ReplayedLease): ReplayedSeizure {
  const { accounts } = parseProveContradictionInstruction(executed.instruction);
  const { fault, bondSeized, renterDue, challengerDue, stakeSeized } = told(executed, 'depositsSeized');
  const { seizedAt, restUntil, restUntilSlot, verifiersDue } = told(executed, 'seizureRests');
  return {
    fault: Number(fault),
    paid: 0,
    provider: lease.provider,
    lease: accounts.lease.address,
    challenger: accounts.challenger.address,
    challengerPayout: accounts.challengerPayout.address,
    renterPayout: lease.renterPayout,
    leaseOpenedSlot: lease.openedSlot,
    seizedAt,
    seizedSlot: executed.slot,
    restUntil,
    restUntilSlot,
    bondSeized,
    burnDue: bondSeized - renterDue - challengerDue - verifiersDue,
    renterDue,
    challengerDue,
    verifiersDue,
    stakeSeized,
  };
}
