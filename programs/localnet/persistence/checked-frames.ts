import { crc32 } from 'node:zlib';

const HEADER_BYTES = 8;

/** Puts length and checksum before a payload: u32 length, u32 CRC-32, payload. */
export function frame(payload: Uint8Array): Buffer {
  const framed = Buffer.allocUnsafe(HEADER_BYTES + payload.length);
  framed.writeUInt32LE(payload.length, 0);
  framed.writeUInt32LE(crc32(payload), 4);
  framed.set(payload, HEADER_BYTES);
  return framed;
}

/** The payloads of a file, up to the first that is cut short or damaged, as a killed process may leave the last. */
export function* payloadsOf(file: Buffer, start: number): Generator<Buffer> {
  let offset = start;
  while (offset + HEADER_BYTES <= file.length) {
    const length = file.readUInt32LE(offset);
    const end = offset + HEADER_BYTES + length;
    if (end > file.length) return;
    const payload = file.subarray(offset + HEADER_BYTES, end);
    if (crc32(payload) !== file.readUInt32LE(offset + 4)) return;
    yield payload;
    offset = end;
  }
}
