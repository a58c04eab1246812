import { atomsPerUsdc } from '@/lib/domain/usdc';

import { type ParamsValues, type ReputationValues } from './generated';

const minute = 60;
const day = 86_400;
/** PYRO has six decimals, as USDC has. */
const atomsPerPyro = 1_000_000n;

/** Parameters version 1 of a new network. Every value lies within the bounds compiled into the program. */
export const initialParams: ParamsValues = {
  feeBps: 500,
  cancelDepositBps: 100,
  slashBurnBps: 5_000,
  openAttestationsMax: 8,
  intervalMinS: minute,
  intervalMaxS: 5 * minute,
  acceptWithinMaxS: 10 * minute,
  startWithinMaxS: 60 * minute,
  prefixWithinMinS: minute,
  prefixWithinMaxS: 10 * minute,
  windowS: 10 * minute,
  windowSlots: 1_200,
  raiseDelayS: 30,
  liveForMinS: 15 * minute,
  liveForMaxS: 120 * minute,
  unbondingS: 14 * day,
  evidenceS: 7 * day,
  punitiveSlotsPerMinute: 100,
  auditPpm: 100_000,
  diligencePpm: 500_000,
  auditSegments: 4,
  reputationStepPpm: 10_000,
  bondPerLeaseMin: atomsPerUsdc / 10n,
  pricePerHourMin: 1_000n,
  pricePerHourMax: 1_000n * atomsPerUsdc,
  durationMinS: BigInt(minute),
  durationMaxS: BigInt(30 * day),
  crankTipLamports: 20_000n,
  tipLamportsMax: 10_000_000n,
  tierStakeMin: [1_000n * atomsPerPyro, 10_000n * atomsPerPyro, 100_000n * atomsPerPyro],
  slashRestS: 7 * day,
  // The least, as long as an honest mistake cannot be withdrawn.
  slashStakeBps: 1_000,
  slashChallengerBps: 1_000,
  slashVerifierBps: 1_000,
  feeTreasuryBps: 4_000,
  feeBurnBps: 4_000,
  feeVerifierBps: 2_000,
  burnLotAtoms: 100n * atomsPerUsdc,
  burnFirstPrice: 100n * atomsPerPyro,
  burnFallSlots: 9_000,
  burnStartBps: 20_000,
};

/**
 * How reputation is earned and lost on a new network; docs/protocol/reputation.md says what a score then costs. Newcomers
 * can serve every lease up to 5,000 USDC of cost and value at risk.
 */
export const initialReputation: ReputationValues = {
  half: 100n * atomsPerUsdc,
  pairCap: 10n * atomsPerUsdc,
  epochCap: 50n * atomsPerUsdc,
  highValue: 5_000n * atomsPerUsdc,
  epochS: 7 * day,
  highValueMin: 100_000,
  acceptedPpm: 250_000,
  zeroHalf: 0,
  // Silent, no start, lost coverage, missed completion, false benchmark.
  keepBps: [9_000, 8_000, 7_000, 7_000, 2_500],
  zero: [0, 0, 0],
};
