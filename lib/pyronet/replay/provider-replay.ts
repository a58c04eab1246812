import {
  FailoverState,
  type ListOfferInstructionData,
  OfferStatus,
  parseAddGpuClassInstruction,
  parseGenesisInstruction,
  parseListOfferInstruction,
  parseRegisterProviderInstruction,
  parseUpdateProviderInstruction,
} from '@/lib/pyronet/generated';

import { accountAt, type ExecutedInstruction, logged, told } from './executed-instruction';
import { known, type MarketState } from './market-state';

/** What one instruction changes. */
export type Handler = (market: MarketState, executed: ExecutedInstruction) => void;

/** How networks, providers and offers come and change. */
export const providerReplay: Readonly<Record<string, Handler>> = {
  genesis: (market, { instruction }) => {
    const { data } = parseGenesisInstruction(instruction);
    market.params = data.values;
    market.reputationValues = data.reputation;
  },
  addGpuClass: (market, executed) => {
    const { accounts, data } = parseAddGpuClassInstruction(executed.instruction);
    const { classId, name, vramMib, tierMin } = data;
    const { pricePerHourFloor } = told(executed, 'classAdded');
    market.classes.set(accounts.gpuClass.address, { classId, name, vramMib, tierMin, pricePerHourFloor });
  },
  registerProvider: (market, executed) => {
    const { accounts, data } = parseRegisterProviderInstruction(executed.instruction);
    market.providers.set(accounts.provider.address, {
      ...blankProvider,
      authority: accounts.authority.address,
      payout: accounts.payout.address,
      workerKey: data.workerKey,
      recordHash: data.recordHash,
      region: data.region,
      registeredAt: told(executed, 'providerRegistered').registeredAt,
    });
  },
  updateProvider: (market, { instruction }) => {
    const { accounts, data } = parseUpdateProviderInstruction(instruction);
    const { workerKey, recordHash, region } = data;
    const payout = accounts.payout.address;
    Object.assign(known(market.providers, accounts.provider.address), {
      payout,
      workerKey,
      recordHash,
      region,
    });
  },
  beatProvider: (market, executed) => {
    known(market.providers, accountAt(executed, 1)).liveUntil = told(executed, 'providerLive').liveUntil;
  },
  depositBond: depositAt(2),
  depositStake: depositAt(2),
  requestUnbond: depositAt(1),
  withdrawUnbonded: depositAt(1),
  releaseBond: (market, executed) => {
    depositAt(1)(market, executed);
    const lease = known(market.leases, accountAt(executed, 0));
    lease.bondLocked = 0n;
    // While bids count it is refused, so they are over.
    if (lease.failoverState === FailoverState.Bidding) lease.failoverState = FailoverState.NoFit;
  },
  listOffer: (market, executed) => {
    const { accounts, data } = parseListOfferInstruction(executed.instruction);
    const provider = known(market.providers, accounts.provider.address);
    const listed = told(executed, 'offerListed');
    provider.offers += 1;
    market.offers.set(accounts.offer.address, {
      ...termsOf(data),
      provider: accounts.provider.address,
      status: OfferStatus.Listed,
      tier: Number(listed.tier),
      classId: known(market.classes, accounts.gpuClass.address).classId,
      region: provider.region,
      gpuFree: data.gpuCount,
      pendingPrice: 0n,
      pendingFrom: 0n,
      listedAt: listed.listedAt,
      liveLeases: 0,
    });
  },
  repriceOffer: (market, executed) => {
    Object.assign(known(market.offers, accountAt(executed, 2)), told(executed, 'offerRepriced'));
  },
  withdrawOffer: (market, executed) => {
    const address = accountAt(executed, 2);
    const offer = known(market.offers, address);
    offer.status = OfferStatus.Withdrawn;
    if (told(executed, 'offerWithdrawn').closed === 0n) return;
    known(market.providers, offer.provider).offers -= 1;
    market.offers.delete(address);
  },
};

/** What an instruction says of the deposits of the provider at this place. */
export function depositAt(place: number): Handler {
  return (market, executed) => {
    const provider = known(market.providers, accountAt(executed, place));
    const bond = logged(executed, 'bondChanged');
    if (bond !== undefined) {
      provider.bondFree = bond.free;
      provider.bondLocked = bond.locked;
      provider.bondUnbonding = bond.unbonding;
      provider.bondUnbondAt = bond.unbondAt;
    }
    const stake = logged(executed, 'stakeChanged');
    if (stake === undefined) return;
    provider.tier = Number(stake.tier);
    provider.stake = stake.stake;
    provider.stakeExposed = stake.exposed;
    provider.stakeUnbonding = stake.unbonding;
    provider.stakeUnbondAt = stake.unbondAt;
  };
}

/** The terms that an offer's account keeps as they were listed. */
function termsOf(listed: ListOfferInstructionData) {
  const { modes, isolation, privacy, gpuCount, vramMib, flags, pricePerHour, score } = listed;
  const { guaranteedUnitsPerS, minDurationS, maxDurationS, memoryBytes, maxUploadBytes } = listed;
  const { intervalS, acceptWithinS, startWithinS, prefixWithinS } = listed;
  const machine = { modes, isolation, privacy, gpuCount, vramMib, flags, memoryBytes, maxUploadBytes };
  const price = { pricePerHour, score, guaranteedUnitsPerS };
  const times = { minDurationS, maxDurationS, intervalS, acceptWithinS, startWithinS, prefixWithinS };
  return { ...machine, ...price, ...times };
}

const blankProvider = {
  tier: 0,
  liveUntil: 0n,
  reputation: 0n,
  reputationSeq: 0,
  standing: 0n,
  stake: 0n,
  stakeExposed: 0n,
  stakeUnbonding: 0n,
  stakeUnbondAt: 0n,
  bondFree: 0n,
  bondLocked: 0n,
  bondUnbonding: 0n,
  bondUnbondAt: 0n,
  bondSeized: 0n,
  stakeSeized: 0n,
  openSeizures: 0,
  grossEarned: 0n,
  secondsServed: 0n,
  unitsServed: 0n,
  offers: 0,
  liveLeases: 0,
  opened: 0,
  completed: 0,
  rejected: 0,
  silent: 0,
  noStart: 0,
  lostCoverage: 0,
  missedCompletion: 0,
  falseBenchmark: 0,
  frauds: 0,
  unaudited: 0,
  withdrawn: 0,
};
