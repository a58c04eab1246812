import { type RecentBlock } from '@/programs/localnet/chain/blockhash-ring';
import { addressBytes } from '@/programs/localnet/wire/address-key';

const ENTRIES_KEPT = 512;
const ENTRY_BYTES = 40;

/** Account data of the SlotHashes sysvar: u64 count, then slot and hash of each block, newest first, at most 512. */
export class SlotHashes {
  private readonly bytes = Buffer.alloc(8 + ENTRIES_KEPT * ENTRY_BYTES);
  private count = 0;

  push(block: Pick<RecentBlock, 'slot' | 'hash'>): void {
    this.bytes.copyWithin(8 + ENTRY_BYTES, 8, this.bytes.length - ENTRY_BYTES);
    this.bytes.writeBigUInt64LE(BigInt(block.slot), 8);
    this.bytes.set(addressBytes(block.hash), 16);
    this.count = Math.min(ENTRIES_KEPT, this.count + 1);
    this.bytes.writeBigUInt64LE(BigInt(this.count), 0);
  }

  /** The sysvar's data, always of full length as on mainnet; a view, not a copy. */
  data(): Uint8Array {
    return this.bytes;
  }

  /** Replaces everything by data that {@link SlotHashes.data} gave earlier. */
  restore(data: Uint8Array): void {
    this.bytes.set(data.subarray(0, this.bytes.length));
    this.count = Number(this.bytes.readBigUInt64LE(0));
  }
}
