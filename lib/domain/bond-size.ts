import { requiredBond } from './bond';
import { u64Max } from './bytes';
import { divideUp } from './divide-up';

/** What a provider could gain by fraud, and what decides how much of a slashed bond burns. */
export type BondExposure = Parameters<typeof requiredBond>[0];

/** One whole in the fixed point that chances are computed in: twelve digits, as q · h has in millionths. */
const whole = 1_000_000_000_000n;

/** How a lease is audited; chances in millionths. */
export interface AuditPlan {
  /** Chance that an audited segment is drawn (q). */
  readonly auditPpm: number;
  /** Chance that whoever draws it does its work (h). */
  readonly diligencePpm: number;
  /** Segments that are audited (r). */
  readonly auditSegments: number;
}

/**
 * Chance p = 1 − (1 − q·h)^r that fraud in every segment is found, in millionths of millionths. Each power is rounded up,
 * so that p is never overstated and a bond never too small.
 */
export function detectionChance({ auditPpm, diligencePpm, auditSegments }: AuditPlan): bigint {
  const missed = whole - BigInt(auditPpm) * BigInt(diligencePpm);
  let survives = whole;
  for (let segment = 0; segment < auditSegments; segment += 1) {
    survives = divideUp(survives * missed, whole);
  }
  return whole - survives;
}

/**
 * Bond that an audited lease needs: what burns is at least max(C ÷ p, (C + V)(1 − p) ÷ p), so that fraud loses on average
 * both what it saves and what it takes. Throws RangeError where no audit ever finds anything, or no `u64` holds the bond.
 */
export function auditedBond(exposure: BondExposure, audit: AuditPlan): bigint {
  const { costAtoms, valueAtRiskAtoms, ...rule } = exposure;
  const found = detectionChance(audit);
  if (found === 0n) throw new RangeError('such an audit never finds anything');
  const saved = divideUp(costAtoms * whole, found);
  const taken = divideUp((costAtoms + valueAtRiskAtoms) * (whole - found), found);
  const burned = saved > taken ? saved : taken;
  const bond = requiredBond({ costAtoms: burned, valueAtRiskAtoms: 0n, ...rule });
  if (bond > u64Max) throw new RangeError('no number of atoms is so large');
  return bond;
}
