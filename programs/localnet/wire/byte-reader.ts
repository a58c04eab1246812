/** Raised by {@link ByteReader} when the bytes end early or hold a value that the format forbids. */
export class MalformedBytes extends Error {}

/** Reads little-endian fields in order; every read past the end throws {@link MalformedBytes}. */
export class ByteReader {
  private readonly view: DataView;
  private position = 0;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get offset(): number {
    return this.position;
  }

  get remaining(): number {
    return this.bytes.length - this.position;
  }

  u8(): number {
    return this.view.getUint8(this.advance(1));
  }

  u32(): number {
    return this.view.getUint32(this.advance(4), true);
  }

  u64(): bigint {
    return this.view.getBigUint64(this.advance(8), true);
  }

  i64(): bigint {
    return this.view.getBigInt64(this.advance(8), true);
  }

  /** A u64 that must be a safe integer, such as a slot. */
  safeU64(): number {
    const value = this.u64();
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new MalformedBytes('number above 2^53');
    return Number(value);
  }

  /** The next `length` bytes, a view and not a copy. */
  take(length: number): Uint8Array {
    const start = this.advance(length);
    return this.bytes.subarray(start, start + length);
  }

  /** Bytes preceded by their u32 length. */
  block(): Uint8Array {
    return this.take(this.u32());
  }

  /** UTF-8 text preceded by its u32 length. */
  text(): string {
    const bytes = this.block();
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  }

  /** A list preceded by its u32 count. */
  list<Item>(readItem: () => Item): Item[] {
    const count = this.u32();
    if (count > this.remaining) throw new MalformedBytes('list longer than the bytes left');
    return Array.from({ length: count }, readItem);
  }

  /** Solana's one to three byte length; only the shortest form of a number is accepted. */
  compactU16(): number {
    let value = 0;
    for (let index = 0; index < 3; index++) {
      const byte = this.u8();
      if (index > 0 && byte === 0) throw new MalformedBytes('length not in its shortest form');
      value |= (byte & 0x7f) << (7 * index);
      if (byte < 0x80) {
        if (value > 0xffff) break;
        return value;
      }
    }
    throw new MalformedBytes('length above 65535');
  }

  private advance(length: number): number {
    const start = this.position;
    if (length > this.bytes.length - start) throw new MalformedBytes('bytes end early');
    this.position = start + length;
    return start;
  }
}
