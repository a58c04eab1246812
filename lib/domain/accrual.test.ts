import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { accruedForTime, accruedForWork, costOfWork } from './accrual';
import { leaseDues, netOfFee, protocolFee } from './fee';

const rates = fc.bigInt({ min: 0n, max: 10n ** 12n });
const spans = fc.array(fc.bigInt({ min: 0n, max: 10_000n }), { maxLength: 50 });

describe('accrual', () => {
  test('settling after every span pays what settling once pays', () => {
    fc.assert(
      fc.property(rates, spans, (rate, served) => {
        let covered = 0n;
        let paid = 0n;
        for (const span of served) {
          covered += span;
          paid += accruedForTime(rate, covered) - paid;
        }
        expect(paid).toBe(
          accruedForTime(
            rate,
            served.reduce((total, span) => total + span, 0n),
          ),
        );
      }),
    );
  });

  test('settling work often pays what settling it once pays, and never above the quoted cost', () => {
    const work = fc.record({
      ratePerHour: rates,
      guaranteedUnitsPerSecond: fc.bigInt({ min: 1n, max: 10n ** 9n }),
      unitCap: fc.bigInt({ min: 0n, max: 10n ** 15n }),
    });
    fc.assert(
      fc.property(work, spans, ({ unitCap, ...terms }, served) => {
        let coveredSeconds = 0n;
        let paid = 0n;
        for (const span of served) {
          coveredSeconds += span;
          const gross = accruedForWork({ ...terms, coveredSeconds, workUnits: unitCap });
          expect(gross).toBeGreaterThanOrEqual(paid);
          paid = gross;
        }
        expect(paid).toBeLessThanOrEqual(
          costOfWork(terms.ratePerHour, unitCap, terms.guaranteedUnitsPerSecond),
        );
        expect(paid).toBeLessThanOrEqual(accruedForTime(terms.ratePerHour, coveredSeconds));
      }),
    );
  });

  test('a slow machine is paid for its work, not for its time', () => {
    const terms = { ratePerHour: 360_000n, guaranteedUnitsPerSecond: 1_000n };
    expect(accruedForWork({ ...terms, coveredSeconds: 600n, workUnits: 300_000n })).toBe(30_000n);
    expect(accruedForWork({ ...terms, coveredSeconds: 250n, workUnits: 300_000n })).toBe(25_000n);
  });
});

describe('the fee', () => {
  test('is rounded down and borne by the provider', () => {
    expect(protocolFee(25_000n, 500)).toBe(1_250n);
    expect(protocolFee(19n, 500)).toBe(0n);
    expect(netOfFee(19n, 500)).toBe(19n);
  });

  test('dues of provider, protocol and renter sum to what came in', () => {
    const part = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(
        fc.record({ released: part, forfeited: part, rest: part }),
        fc.integer({ min: 0, max: 10_000 }),
        (money, feeBps) => {
          const funded = money.released + money.forfeited + money.rest;
          const dues = leaseDues(
            {
              funded,
              subsidyFunded: 0n,
              auditReward: 0n,
              released: money.released,
              forfeited: money.forfeited,
              providerExtra: 0n,
              movedOut: 0n,
              providerClaimed: 0n,
              feeClaimed: 0n,
              renterClaimed: 0n,
              feeBps,
            },
            0n,
          );
          expect(dues.provider + dues.fee + dues.renter).toBe(funded);
          expect(dues.renter).toBe(money.rest);
        },
      ),
    );
  });
});
