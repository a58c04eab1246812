import { expect } from 'vitest';

import { afterFault, scoreMax, scoreOf } from '@/lib/domain/reputation';
import { type Provider } from '@/lib/pyronet/generated';

import { type Market } from './market';

/** A score is its standing's place on the curve, and no epoch adds more than its cap. */
export function expectReputationWithinBounds({ reputation }: Market, provider: Provider): void {
  expect(provider.reputation).toBe(scoreOf(provider.standing, provider.reputationHalf));
  expect(provider.reputation).toBeLessThan(scoreMax);
  expect(provider.epochCredited).toBeLessThanOrEqual(reputation.epochCap);
}

/** What one step may do to a score: nothing, one credit within its caps, or one fault that is on record. */
export function expectReputationMovedByRule({ reputation }: Market, before: Provider, after: Provider): void {
  const changes = after.reputationSeq - before.reputationSeq;
  const faults = faultsOf(after).map((count, fault) => count - (faultsOf(before)[fault] ?? 0));
  const fault = faults.findIndex((more) => more > 0);
  expect(faults.reduce((sum, more) => sum + more, 0)).toBe(fault === -1 ? 0 : 1);
  if (fault === -1 && changes === 0) {
    expect(scoreParts(after)).toEqual(scoreParts(before));
    return;
  }
  expect(changes).toBe(1);
  if (fault === -1) {
    const counted = after.epoch === before.epoch ? before.epochCredited : 0n;
    const credited = after.epochCredited - counted;
    expect(credited).toBeGreaterThan(0n);
    expect(credited).toBeLessThanOrEqual(reputation.pairCap);
    expect(after.standing - before.standing).toBe(credited);
    return;
  }
  const { standing, reputation: score, reputationHalf: half, keepBps } = before;
  const counter = { epoch: before.epoch, credited: before.epochCredited };
  const lowered = afterFault({ standing, score, half, keepBps, counter }, fault);
  expect([after.standing, after.reputation]).toEqual([lowered.standing, lowered.score]);
  expect(after.epochCredited).toBe(before.epochCredited);
}

/** In the order of the program's `Fault`. */
function faultsOf(provider: Provider): readonly number[] {
  const { silent, noStart, lostCoverage, missedCompletion, falseBenchmark, frauds } = provider;
  return [silent, noStart, lostCoverage, missedCompletion, falseBenchmark, frauds];
}

function scoreParts({
  standing,
  reputation,
  reputationAt,
  reputationHalf,
  keepBps,
  epochCredited,
}: Provider) {
  return { standing, reputation, reputationAt, reputationHalf, keepBps, epochCredited };
}
