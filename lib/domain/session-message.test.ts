import { describe, expect, test } from 'vitest';

import { bytesFromHex, hexFromBytes } from './bytes';
import {
  decodeOrderMessage,
  decodeVoucherMessage,
  encodeOrderMessage,
  encodeVoucherMessage,
  OrderAction,
  orderMessageLength,
  type SessionScope,
  voucherMessageLength,
} from './session-message';
import { commitmentVectors as vectors } from './testing/commitment-vectors';

function encoded(message: string | undefined): Uint8Array {
  return bytesFromHex(message ?? '') ?? new Uint8Array();
}

function scopeOf(vector: (typeof vectors.vouchers)[number]['scope']): SessionScope {
  return {
    genesisHash: vector.genesis_hash,
    programAddress: vector.program,
    lease: vector.lease,
    openedSlot: vector.opened_slot,
    sessionEpoch: vector.session_epoch,
  };
}

describe('voucher messages', () => {
  test.each(vectors.vouchers)('served until $served_until agrees with the shared vectors', (vector) => {
    const scope = scopeOf(vector.scope);
    const voucher = {
      servedUntil: vector.served_until,
      coveredSeconds: vector.covered_seconds,
      deliveredSegments: vector.delivered_segments,
      acceptedSegments: vector.accepted_segments,
      deliveredRoot: vector.delivered_root,
    };
    const message = encodeVoucherMessage(scope, voucher);
    expect(message.length).toBe(voucherMessageLength);
    expect(hexFromBytes(message)).toBe(vector.message);
    expect(decodeVoucherMessage(message)).toEqual({ scope, voucher });
  });

  test('other bytes are not a voucher', () => {
    const message = encoded(vectors.vouchers[0]?.message);
    expect(decodeVoucherMessage(message.slice(0, 191))).toBeUndefined();
    const reservedUsed = message.slice();
    reservedUsed[124] = 1;
    expect(decodeVoucherMessage(reservedUsed)).toBeUndefined();
    const otherTag = message.slice();
    otherTag[0] = 0;
    expect(decodeVoucherMessage(otherTag)).toBeUndefined();
  });
});

describe('order messages', () => {
  test.each(vectors.orders)('action $action agrees with the shared vectors', (vector) => {
    const scope = scopeOf(vector.scope);
    const action = Object.values(OrderAction).find((known) => known === vector.action) ?? OrderAction.stop;
    const order = { action, argument: vector.argument, expiresAt: vector.expires_at };
    const message = encodeOrderMessage(scope, order);
    expect(message.length).toBe(orderMessageLength);
    expect(hexFromBytes(message)).toBe(vector.message);
    expect(decodeOrderMessage(message)).toEqual({ scope, order });
  });

  test('an unknown action is not an order', () => {
    const message = encoded(vectors.orders[0]?.message);
    message[124] = 9;
    expect(decodeOrderMessage(message)).toBeUndefined();
  });
});
