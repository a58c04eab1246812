import { type Address, getAddressDecoder } from '@solana/kit';

import { concatBytes, equalBytes, u32Bytes, u64Bytes } from '@/lib/domain/bytes';
import { type SessionScope } from '@/lib/domain/session-message';
import { domainTag } from '@/lib/domain/tag';

import { DataPlaneError } from './data-plane-error';
import { sha256FromBytes, type Sha256Hex, sha256ToBytes } from './digest';
import {
  addressBytes,
  fromBase64,
  SIGNATURE_BYTES,
  signEd25519,
  toBase64,
  verifyEd25519,
} from './signed-bytes';

/** What an uploaded blob is for: the job itself, or an input that the job names. The values are signed. */
export const BlobRole = { job: 1, input: 2 } as const;
export type BlobRole = (typeof BlobRole)[keyof typeof BlobRole];

/** The session key's permission to upload one blob for one lease. */
export interface UploadPermit {
  readonly role: BlobRole;
  readonly sizeBytes: bigint;
  /** Unix seconds. */
  readonly expiresAt: bigint;
  readonly sha256: Sha256Hex;
}

export const PERMIT_BYTES = 184;

/** A permit may not outlive this, so that a leaked one is soon worthless. */
export const PERMIT_LONGEST_LIFE_S = 86_400n;

const TAG = domainTag('pyro.permt.v1');
const SCHEME = 'Pyronet-Permit ';

/** The 184 bytes that the session key signs (docs/contracts.md §5). Its scope names one life of one lease. */
export function encodePermit(scope: SessionScope, permit: UploadPermit): Uint8Array {
  return concatBytes(
    TAG,
    scope.genesisHash,
    addressBytes(scope.programAddress),
    addressBytes(scope.lease),
    u64Bytes(scope.openedSlot),
    u32Bytes(scope.sessionEpoch),
    u32Bytes(permit.role),
    u64Bytes(permit.sizeBytes),
    u64Bytes(permit.expiresAt),
    sha256ToBytes(permit.sha256),
    u64Bytes(0n),
  );
}

/** The `authorization` header of an upload. */
export async function signPermit(
  scope: SessionScope,
  permit: UploadPermit,
  sessionPrivateKey: CryptoKey,
): Promise<string> {
  const message = encodePermit(scope, permit);
  return SCHEME + toBase64(concatBytes(message, await signEd25519(sessionPrivateKey, message)));
}

export interface PermitExpectation {
  readonly scope: SessionScope;
  readonly sessionKey: Address;
  readonly sha256: Sha256Hex;
  /** Unix seconds. */
  readonly now: bigint;
}

/**
 * Reads an upload's `authorization` header and accepts it only for this lease life, blob and moment. Showing a permit
 * twice is harmless: it allows nothing but the same bytes again.
 * @throws DataPlaneError `unauthorized` (no or unreadable permit, wrong signature), `forbidden` (for something else, expired)
 */
export async function verifyPermit(
  header: string | null,
  expected: PermitExpectation,
): Promise<UploadPermit> {
  const { message, signature } = readHeader(header);
  const permit = permitOf(message);
  const wanted = encodePermit(expected.scope, { ...permit, sha256: expected.sha256 });
  if (!equalBytes(wanted, message)) {
    throw new DataPlaneError(
      'forbidden',
      'This permit is for another network, lease or blob.',
      'Sign a permit for this upload.',
    );
  }
  if (!(await verifyEd25519(expected.sessionKey, message, signature))) {
    throw unauthorized("The permit is not signed by the lease's session key.");
  }
  if (permit.expiresAt <= expected.now || permit.expiresAt > expected.now + PERMIT_LONGEST_LIFE_S) {
    throw new DataPlaneError(
      'forbidden',
      'This permit has expired, or expires more than a day ahead.',
      'Check the clock and sign a new permit.',
    );
  }
  return permit;
}

/**
 * The lease that a permit names, unverified: for a keeper that must first look the lease up.
 * @throws DataPlaneError `unauthorized` when the header holds no permit
 */
export function claimedLease(header: string | null): Address {
  return getAddressDecoder().decode(readHeader(header).message.subarray(80, 112));
}

function permitOf(message: Uint8Array): UploadPermit {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const role = Object.values(BlobRole).find((known) => known === view.getUint32(124, true));
  if (role === undefined) throw unauthorized('The permit names no known role.');
  return {
    role,
    sizeBytes: view.getBigUint64(128, true),
    expiresAt: view.getBigUint64(136, true),
    sha256: sha256FromBytes(message.subarray(144, 176)),
  };
}

function readHeader(header: string | null): { readonly message: Uint8Array; readonly signature: Uint8Array } {
  const bytes = header?.startsWith(SCHEME) ? fromBase64(header.slice(SCHEME.length).trim()) : undefined;
  if (bytes?.byteLength !== PERMIT_BYTES + SIGNATURE_BYTES) throw unauthorized('An upload needs a permit.');
  return { message: bytes.slice(0, PERMIT_BYTES), signature: bytes.slice(PERMIT_BYTES) };
}

const unauthorized = (message: string): DataPlaneError =>
  new DataPlaneError(
    'unauthorized',
    message,
    'Send `authorization: Pyronet-Permit …`, signed by the session key of the lease.',
  );
