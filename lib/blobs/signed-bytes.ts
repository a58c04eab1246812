import { type Address, getAddressEncoder } from '@solana/kit';

import { type SessionScope } from '@/lib/domain/session-message';

/** The chain and program a signature is for, so that it means nothing anywhere else. */
export type SignedNetwork = Pick<SessionScope, 'genesisHash' | 'programAddress'>;

export const SIGNATURE_BYTES = 64;

/** @returns 32 bytes */
export const addressBytes = (address: Address): Uint8Array =>
  Uint8Array.from(getAddressEncoder().encode(address));

/** Checks an ed25519 signature (RFC 8032); a malformed key or signature is simply false. */
export async function verifyEd25519(
  publicKey: Address,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (signature.byteLength !== SIGNATURE_BYTES) return false;
  try {
    const raw = new Uint8Array(addressBytes(publicKey));
    const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, new Uint8Array(signature), new Uint8Array(message));
  } catch {
    return false;
  }
}

export async function signEd25519(privateKey: CryptoKey, message: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, new Uint8Array(message)));
}

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** @returns undefined when `text` is not base64 */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
