import {
  encodeOrderMessage,
  encodeVoucherMessage,
  type OrderAction,
  type SessionOrder,
  type SessionScope,
  type Voucher,
} from '@/lib/domain/session-message';

import { type SessionKey, signWithSessionKey } from './session-record';

/** An order of the session key, which anyone may carry to the chain. */
export interface SignedOrder {
  readonly order: SessionOrder;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** How long an order may be carried to the chain, in seconds: enough for a congested network, too short to hoard. */
const orderLifeSeconds = 120n;

export async function signOrder(
  scope: SessionScope,
  key: SessionKey,
  action: OrderAction,
  argument: bigint,
  chainNow: bigint,
): Promise<SignedOrder> {
  const order: SessionOrder = { action, argument, expiresAt: chainNow + orderLifeSeconds };
  const message = encodeOrderMessage(scope, order);
  return { order, message, signature: await signWithSessionKey(key, message) };
}

export interface SignedVoucher {
  readonly voucher: Voucher;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

export async function signVoucher(
  scope: SessionScope,
  key: SessionKey,
  voucher: Voucher,
): Promise<SignedVoucher> {
  const message = encodeVoucherMessage(scope, voucher);
  return { voucher, message, signature: await signWithSessionKey(key, message) };
}
