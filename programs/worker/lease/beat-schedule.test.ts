import { describe, expect, test } from 'vitest';

import { type Voucher } from '@/lib/domain/session-message';
import { getLeaseDecoder, getLeaseSize, type Lease } from '@/lib/pyronet/generated';

import { beatAloneIsTooLate, isNews, nextBeatDue } from './beat-schedule';
import { type HeldVoucher } from './voucher-box';

const lease: Lease = {
  ...getLeaseDecoder().decode(new Uint8Array(getLeaseSize())),
  anchorAt: 1000n,
  coveredS: 100n,
  acceptedSegments: 2n,
  intervalS: 60,
};
const voucher = (changes: Partial<Voucher> = {}): Voucher => ({
  servedUntil: 1000n,
  coveredSeconds: 100n,
  deliveredSegments: 5n,
  acceptedSegments: 2n,
  deliveredRoot: new Uint8Array(32),
  ...changes,
});

const held = (changes: Partial<Voucher> = {}): HeldVoucher => ({
  voucher: voucher(changes),
  sessionEpoch: lease.sessionEpoch,
  message: new Uint8Array(),
  signature: new Uint8Array(),
});

describe('when to prove service on chain', () => {
  test('without vouchers well before an interval has passed since the last proof', () => {
    expect(nextBeatDue(lease, undefined)).toBe(1036n);
  });

  test('at once while a ping waits, however well vouchers prove it', () => {
    const pinged = { ...lease, pingAt: 1005n, pingSlot: 7n };
    expect(nextBeatDue(pinged, held({ servedUntil: 1050n, coveredSeconds: 150n }))).toBe(1005n);
    expect(nextBeatDue({ ...pinged, pingSlot: 0n }, undefined)).toBe(1036n);
  });

  test('with vouchers an interval after what they prove, so that a cooperative lease needs no transaction', () => {
    expect(nextBeatDue(lease, held({ servedUntil: 1050n, coveredSeconds: 150n }))).toBe(1086n);
  });

  test('a voucher that states nothing new moves nothing', () => {
    expect(isNews(voucher(), lease)).toBe(false);
    expect(nextBeatDue(lease, held())).toBe(1036n);
    expect(isNews(undefined, lease)).toBe(false);
  });

  test('time, coverage and acceptance are each news', () => {
    expect(isNews(voucher({ servedUntil: 1001n }), lease)).toBe(true);
    expect(isNews(voucher({ coveredSeconds: 101n }), lease)).toBe(true);
    expect(isNews(voucher({ acceptedSegments: 3n }), lease)).toBe(true);
  });

  test('a voucher that grants no coverage proves nothing, however late the instant it names', () => {
    expect(nextBeatDue(lease, held({ servedUntil: 1500n }))).toBe(1036n);
    expect(nextBeatDue(lease, held({ servedUntil: 1500n, coveredSeconds: 110n }))).toBe(1046n);
  });

  test('a voucher of a replaced key proves nothing: one more rotation makes it worthless', () => {
    const former = { ...held({ servedUntil: 1050n, coveredSeconds: 150n }), sessionEpoch: 0 };
    expect(nextBeatDue({ ...lease, sessionEpoch: 1 }, former)).toBe(1036n);
  });

  test('vouchers stay off the chain for four intervals at most, since their key can be replaced', () => {
    expect(nextBeatDue(lease, held({ servedUntil: 1230n, coveredSeconds: 330n }))).toBe(1240n);
    expect(nextBeatDue(lease, held({ servedUntil: 9000n, coveredSeconds: 8100n }))).toBe(1240n);
  });

  test('a beat alone is credited only while the last proof is young', () => {
    expect(beatAloneIsTooLate(lease, 1036n)).toBe(false);
    expect(beatAloneIsTooLate(lease, 1037n)).toBe(true);
  });
});
