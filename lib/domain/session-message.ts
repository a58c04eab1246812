import { type Address, getAddressDecoder, getAddressEncoder } from '@solana/kit';

import { concatBytes, equalBytes, u32Bytes, u64Bytes } from './bytes';
import { type Digest, digestLength } from './commitment';
import { domainTag, domainTagLength } from './tag';

/**
 * Messages of the session key (docs/contracts.md §2). They are signed off chain with ed25519 and checked on chain
 * through the precompile, so their bytes are fixed.
 */

/** What ties a message to one life of one lease: an address that is closed and opened again has a new slot. */
export interface SessionScope {
  /** Genesis hash of the chain, 32 bytes. */
  readonly genesisHash: Uint8Array;
  readonly programAddress: Address;
  readonly lease: Address;
  readonly openedSlot: bigint;
  /** Raised each time the renter replaces the session key. */
  readonly sessionEpoch: number;
}

/** A voucher: the renter's cumulative receipt. The newest one covers everything before it. */
export interface Voucher {
  /** Unix seconds up to which time was served. */
  readonly servedUntil: bigint;
  /** Seconds served since the start, in all. */
  readonly coveredSeconds: bigint;
  readonly deliveredSegments: bigint;
  readonly acceptedSegments: bigint;
  /** Root over the first `deliveredSegments` segment leaves; 32 zero bytes where there are none. */
  readonly deliveredRoot: Digest;
}

/** What an order asks the chain to do. Numbers are part of the signed bytes. */
export const OrderAction = { stop: 1, accept: 2, ping: 3, cancel: 4, migrate: 5 } as const;
export type OrderAction = (typeof OrderAction)[keyof typeof OrderAction];

/** An order of the session key that anyone may submit, since the key holds no lamports. */
export interface SessionOrder {
  readonly action: OrderAction;
  /** `accept`: the attestation's number; otherwise 0. */
  readonly argument: bigint;
  /** Unix seconds after which the order is void. */
  readonly expiresAt: bigint;
}

/** Length of an encoded voucher in bytes. */
export const voucherMessageLength = 192;
/** Length of an encoded order in bytes. */
export const orderMessageLength = 144;

const voucherTag = domainTag('pyro.vouch.v1');
const orderTag = domainTag('pyro.order.v1');

/** The 192 bytes that the session key signs for a voucher. */
export function encodeVoucherMessage(scope: SessionScope, voucher: Voucher): Uint8Array {
  return concatBytes(
    voucherTag,
    scopeBytes(scope),
    u32Bytes(scope.sessionEpoch),
    u32Bytes(0),
    u64Bytes(voucher.servedUntil),
    u64Bytes(voucher.coveredSeconds),
    u64Bytes(voucher.deliveredSegments),
    u64Bytes(voucher.acceptedSegments),
    digestBytes(voucher.deliveredRoot),
  );
}

/** The scope and voucher of a message; `undefined` where the bytes are not a voucher. */
export function decodeVoucherMessage(
  message: Uint8Array,
): { readonly scope: SessionScope; readonly voucher: Voucher } | undefined {
  if (message.length !== voucherMessageLength || !hasTag(message, voucherTag)) return undefined;
  const view = viewOf(message);
  if (view.getUint32(124, true) !== 0) return undefined;
  return {
    scope: scopeOf(message),
    voucher: {
      servedUntil: view.getBigUint64(128, true),
      coveredSeconds: view.getBigUint64(136, true),
      deliveredSegments: view.getBigUint64(144, true),
      acceptedSegments: view.getBigUint64(152, true),
      deliveredRoot: message.slice(160, 192),
    },
  };
}

/** The 144 bytes that the session key signs for an order. */
export function encodeOrderMessage(scope: SessionScope, order: SessionOrder): Uint8Array {
  return concatBytes(
    orderTag,
    scopeBytes(scope),
    u32Bytes(scope.sessionEpoch),
    u32Bytes(order.action),
    u64Bytes(order.argument),
    u64Bytes(order.expiresAt),
  );
}

/** The scope and order of a message; `undefined` where the bytes are not an order. */
export function decodeOrderMessage(
  message: Uint8Array,
): { readonly scope: SessionScope; readonly order: SessionOrder } | undefined {
  if (message.length !== orderMessageLength || !hasTag(message, orderTag)) return undefined;
  const view = viewOf(message);
  const action = Object.values(OrderAction).find((known) => known === view.getUint32(124, true));
  if (action === undefined) return undefined;
  return {
    scope: scopeOf(message),
    order: { action, argument: view.getBigUint64(128, true), expiresAt: view.getBigUint64(136, true) },
  };
}

/** Genesis hash, program, lease and opening slot: bytes 16 to 120 of either message. */
function scopeBytes(scope: SessionScope): Uint8Array {
  const addresses = getAddressEncoder();
  return concatBytes(
    digestBytes(scope.genesisHash),
    Uint8Array.from(addresses.encode(scope.programAddress)),
    Uint8Array.from(addresses.encode(scope.lease)),
    u64Bytes(scope.openedSlot),
  );
}

function scopeOf(message: Uint8Array): SessionScope {
  const addresses = getAddressDecoder();
  const view = viewOf(message);
  return {
    genesisHash: message.slice(16, 48),
    programAddress: addresses.decode(message.subarray(48, 80)),
    lease: addresses.decode(message.subarray(80, 112)),
    openedSlot: view.getBigUint64(112, true),
    sessionEpoch: view.getUint32(120, true),
  };
}

function digestBytes(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== digestLength) throw new RangeError(`expected 32 bytes, got ${bytes.length}`);
  return bytes;
}

function hasTag(message: Uint8Array, tag: Uint8Array): boolean {
  return equalBytes(message.subarray(0, domainTagLength), tag);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
