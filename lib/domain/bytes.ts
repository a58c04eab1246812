/** Little-endian byte strings, the form of every hash input and signed message (docs/contracts.md). */

const u32Limit = 2 ** 32;
const u64Limit = 1n << 64n;

/** The largest amount that the chain can hold. */
export const u64Max = u64Limit - 1n;

/** A `u32` as 4 little-endian bytes. Throws RangeError outside its range: a caller's bug, never user input. */
export function u32Bytes(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value >= u32Limit) {
    throw new RangeError(`${value} is not a u32`);
  }
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

/** A `u64` as 8 little-endian bytes. Throws RangeError outside its range. */
export function u64Bytes(value: bigint): Uint8Array {
  if (value < 0n || value >= u64Limit) throw new RangeError(`${value} is not a u64`);
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
}

/** The parts, one after another. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** Whether two byte strings are the same. Not constant-time: for public data only. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

/** Lower-case hexadecimal, two digits a byte. */
export function hexFromBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Bytes of a hexadecimal string; `undefined` where it is not one. */
export function bytesFromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = Number.parseInt(text.slice(2 * index, 2 * index + 2), 16);
  }
  return bytes;
}
