import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { accruedForTime, accruedForWork } from './accrual';
import { absentDigest } from './commitment';
import {
  billableRentSeconds,
  type Coverage,
  creditBeat,
  creditVoucher,
  isPlausibleVoucher,
  startCoverage,
} from './coverage';
import { netOfFee, protocolFee } from './fee';

const ratePerHour = 360_000n;
const lease = startCoverage({ startedAt: 0n, endsAt: 900n, intervalSeconds: 60n });

function voucher(servedUntil: bigint, coveredSeconds: bigint) {
  return {
    servedUntil,
    coveredSeconds,
    deliveredSegments: 0n,
    acceptedSegments: 0n,
    deliveredRoot: absentDigest(),
  };
}

function afterBeats(coverage: Coverage, beats: readonly bigint[]): Coverage {
  return beats.reduce(creditBeat, coverage);
}

describe('the worked timelines', () => {
  test('a cooperative Run is paid what its last voucher and attestation cover', () => {
    const covered = creditBeat(creditVoucher(lease, voucher(250n, 250n)), 250n);
    const gross = accruedForWork({
      ratePerHour,
      coveredSeconds: covered.coveredSeconds,
      workUnits: 300_000n,
      guaranteedUnitsPerSecond: 1_000n,
    });
    expect([netOfFee(gross, 500), protocolFee(gross, 500), 30_000n - gross]).toEqual([
      23_750n,
      1_250n,
      5_000n,
    ]);
  });

  test('a provider left alone is paid for beats it signed itself', () => {
    const covered = afterBeats(lease, [55n, 110n, 165n, 220n, 275n, 310n]);
    const gross = accruedForWork({
      ratePerHour,
      coveredSeconds: covered.coveredSeconds,
      workUnits: 300_000n,
      guaranteedUnitsPerSecond: 1_000n,
    });
    expect([netOfFee(gross, 500), protocolFee(gross, 500), 30_000n - gross]).toEqual([28_500n, 1_500n, 0n]);
  });

  test('Rent after the renter left is paid to the last voucher and one interval more', () => {
    const vouched = creditVoucher(lease, voucher(600n, 600n));
    const alone = afterBeats(vouched, [650n, 700n, 750n, 800n]);
    expect(billableRentSeconds(alone)).toBe(660n);
    expect(accruedForTime(ratePerHour, billableRentSeconds(alone))).toBe(66_000n);
  });
});

describe('coverage', () => {
  test('a span longer than the interval is a gap and is never billed', () => {
    expect(afterBeats(lease, [60n, 121n, 181n]).coveredSeconds).toBe(120n);
  });

  test('nothing after the end is covered', () => {
    const late = afterBeats({ ...lease, endsAt: 100n }, [60n, 120n, 180n]);
    expect(late.coveredSeconds).toBe(100n);
  });

  test('Rent without a voucher earns nothing', () => {
    expect(billableRentSeconds(afterBeats(lease, [50n, 100n, 150n]))).toBe(0n);
  });

  test('an old voucher changes nothing, in whatever order vouchers come', () => {
    const newest = creditVoucher(lease, voucher(300n, 280n));
    expect(creditVoucher(newest, voucher(200n, 190n))).toEqual(newest);
  });

  test('a voucher that states more than has passed is refused', () => {
    expect(isPlausibleVoucher(lease, voucher(300n, 300n), 300n)).toBe(true);
    expect(isPlausibleVoucher(lease, voucher(301n, 300n), 300n)).toBe(false);
    expect(isPlausibleVoucher(lease, voucher(300n, 301n), 300n)).toBe(false);
    expect(isPlausibleVoucher({ ...lease, startedAt: 100n }, voucher(99n, 0n), 300n)).toBe(false);
    expect(isPlausibleVoucher(lease, voucher(901n, 900n), 1_000n)).toBe(false);
    expect(isPlausibleVoucher(lease, { ...voucher(300n, 300n), acceptedSegments: 1n }, 300n)).toBe(false);
  });

  test('never exceeds the time since the start, whatever proves it', () => {
    const proofs = fc.array(fc.tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 90n })), { maxLength: 40 });
    fc.assert(
      fc.property(proofs, (steps) => {
        let coverage = lease;
        let now = 0n;
        for (const [beat, elapsed] of steps) {
          now += elapsed;
          const honest = voucher(now, now);
          if (beat) coverage = creditBeat(coverage, now);
          else if (isPlausibleVoucher(coverage, honest, now)) coverage = creditVoucher(coverage, honest);
          expect(coverage.coveredSeconds).toBeLessThanOrEqual(now < lease.endsAt ? now : lease.endsAt);
        }
      }),
    );
  });
});
