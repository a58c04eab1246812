import { type Address } from '@solana/kit';

import { afterFault, credited, feeWeight, newReputation, type Reputation } from '@/lib/domain/reputation';
import {
  Fault,
  LeaseMode,
  parseClosePairInstruction,
  parseCreditReputationInstruction,
} from '@/lib/pyronet/generated';

import { type ExecutedInstruction, told } from './executed-instruction';
import { known, type MarketState } from './market-state';
import { type Handler } from './provider-replay';

/** How scores are earned. */
export const reputationReplay: Readonly<Record<string, Handler>> = {
  creditReputation: (market, executed) => {
    const { accounts } = parseCreditReputationInstruction(executed.instruction);
    const lease = known(market.leases, accounts.lease.address);
    const rules = market.reputationValues;
    if (rules === undefined) throw new RangeError('no event told of the parameters');
    const { pricePerHourFloor } = known(market.classes, accounts.gpuClass.address);
    const rent = lease.mode === LeaseMode.Rent;
    const weight = feeWeight({ ...lease, rent }, pricePerHourFloor, rules.acceptedPpm);
    const pair = market.pairs.get(accounts.pair.address) ?? { epoch: 0n, credited: 0n };
    const { at } = told(executed, 'reputationCredited');
    const after = credited(reputationOf(market, lease.provider), pair, weight, rules, at);
    if (after === undefined) throw new RangeError('the chain credited a lease that these rules do not');
    market.pairs.set(accounts.pair.address, after.pair);
    record(market, lease.provider, after.reputation);
  },
  closePair: (market, executed) => {
    market.pairs.delete(parseClosePairInstruction(executed.instruction).accounts.pair.address);
  },
};

const counters = {
  [Fault.Silent]: 'silent',
  [Fault.NoStart]: 'noStart',
  [Fault.LostCoverage]: 'lostCoverage',
  [Fault.MissedCompletion]: 'missedCompletion',
  [Fault.FalseBenchmark]: 'falseBenchmark',
  [Fault.Fraud]: 'frauds',
} as const;

/** Any instruction may record a fault, of the one provider among its accounts. */
export function replayFault(market: MarketState, executed: ExecutedInstruction): void {
  const lost = told(executed, 'reputationLost');
  const provider = executed.instruction.accounts.find(({ address }) =>
    market.providers.has(address),
  )?.address;
  if (provider === undefined) throw new RangeError('no event told of the provider at fault');
  const fault: Fault = Number(lost.fault);
  const actor = known(market.providers, provider);
  if (fault in counters) actor[counters[fault as keyof typeof counters]] += 1;
  record(market, provider, afterFault(reputationOf(market, provider), fault));
}

function reputationOf(market: MarketState, provider: Address): Reputation {
  return market.reputations.get(provider) ?? newReputation;
}

function record(market: MarketState, provider: Address, reputation: Reputation): void {
  market.reputations.set(provider, reputation);
  const actor = known(market.providers, provider);
  actor.standing = reputation.standing;
  actor.reputation = reputation.score;
  actor.reputationSeq += 1;
}
