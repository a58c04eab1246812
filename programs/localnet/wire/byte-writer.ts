/** Appends little-endian fields to a buffer that grows as needed; the mirror of `ByteReader`. */
export class ByteWriter {
  private buffer: Buffer;
  private length = 0;

  constructor(capacity = 1024) {
    this.buffer = Buffer.allocUnsafe(capacity);
  }

  /** Forgets what was written and keeps the memory. */
  clear(): void {
    this.length = 0;
  }

  /** What was written so far, a view that the next write or clear may change. */
  written(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  u8(value: number): void {
    this.reserve(1);
    this.length = this.buffer.writeUInt8(value, this.length);
  }

  u32(value: number): void {
    this.reserve(4);
    this.length = this.buffer.writeUInt32LE(value, this.length);
  }

  u64(value: bigint | number): void {
    this.reserve(8);
    this.length = this.buffer.writeBigUInt64LE(BigInt(value), this.length);
  }

  i64(value: bigint | number): void {
    this.reserve(8);
    this.length = this.buffer.writeBigInt64LE(BigInt(value), this.length);
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  block(bytes: Uint8Array): void {
    this.u32(bytes.length);
    this.raw(bytes);
  }

  text(value: string): void {
    const length = Buffer.byteLength(value);
    this.u32(length);
    this.reserve(length);
    this.length += this.buffer.write(value, this.length, 'utf8');
  }

  list<Item>(items: readonly Item[], writeItem: (item: Item) => void): void {
    this.u32(items.length);
    for (const item of items) writeItem(item);
  }

  /** Overwrites a u32 written earlier, such as a length known only afterwards. */
  patchU32(offset: number, value: number): void {
    this.buffer.writeUInt32LE(value, offset);
  }

  private reserve(extra: number): void {
    const needed = this.length + extra;
    if (needed <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2));
    grown.set(this.buffer.subarray(0, this.length));
    this.buffer = grown;
  }
}
