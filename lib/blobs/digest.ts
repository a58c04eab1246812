import { bytesFromHex, hexFromBytes } from '@/lib/domain/bytes';

import { DataPlaneError } from './data-plane-error';

/** A SHA-256 in 64 lower-case hex digits: the name of a blob, safe as a file name. */
export type Sha256Hex = string & { readonly __sha256Hex: unique symbol };

export const isSha256Hex = (text: string): text is Sha256Hex => /^[0-9a-f]{64}$/.test(text);

/** @throws DataPlaneError `bad_request` when `text` is not 64 lower-case hex digits */
export function parseSha256Hex(text: string): Sha256Hex {
  if (isSha256Hex(text)) return text;
  throw new DataPlaneError(
    'bad_request',
    'A blob is named by 64 lower-case hex digits.',
    'Use the SHA-256 of its bytes.',
  );
}

/** Hashes with WebCrypto: blobs are large, and it is several times faster than hashing in JavaScript. */
export async function sha256Hex(bytes: Uint8Array): Promise<Sha256Hex> {
  return sha256FromBytes(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))));
}

/** @param digest 32 bytes */
export const sha256FromBytes = (digest: Uint8Array): Sha256Hex => parseSha256Hex(hexFromBytes(digest));

/** @returns 32 bytes */
export function sha256ToBytes(hash: Sha256Hex): Uint8Array {
  return bytesFromHex(hash) ?? new Uint8Array(32);
}
