import { decodeBase58, encodeBase58 } from '@/programs/localnet/wire/base58';

/**
 * A 32-byte address, or a 64-byte signature, as a string of its bytes (one character per byte). Cheap to make and to
 * hash, which base58 is not, so every map inside the chain is keyed by it; base58 appears only at the RPC's edge.
 */
export type AddressKey = string & { readonly AddressKey: unique symbol };

const textByKey = new Map<AddressKey, string>();
const TEXTS_KEPT = 100_000;

/** Key of bytes. */
export function addressKey(bytes: Uint8Array): AddressKey {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1') as AddressKey;
}

/** Bytes of a key. */
export function addressBytes(key: AddressKey): Uint8Array {
  return Buffer.from(key, 'latin1');
}

/** Base58 of an address's key, remembered. */
export function addressText(key: AddressKey): string {
  const known = textByKey.get(key);
  if (known !== undefined) return known;
  const text = encodeBase58(addressBytes(key));
  if (textByKey.size >= TEXTS_KEPT) textByKey.clear();
  textByKey.set(key, text);
  return text;
}

/** Key of a base58 address, or undefined unless it is exactly 32 bytes. */
export function parseAddress(text: string): AddressKey | undefined {
  return parseKeyOfLength(text, 32);
}

/** Key of a base58 signature, or undefined unless it is exactly 64 bytes. */
export function parseSignature(text: string): AddressKey | undefined {
  return parseKeyOfLength(text, 64);
}

/** Key of an address written in this program's own source. */
export function knownAddress(text: string): AddressKey {
  const key = parseAddress(text);
  if (key === undefined) throw new Error(`${text} is not a 32-byte base58 address`);
  return key;
}

function parseKeyOfLength(text: string, length: number): AddressKey | undefined {
  if (text.length > length * 2) return undefined;
  const bytes = decodeBase58(text);
  return bytes?.length === length ? addressKey(bytes) : undefined;
}
