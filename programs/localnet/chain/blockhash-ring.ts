import { type AddressKey } from '@/programs/localnet/wire/address-key';

/** Blocks for which a blockhash may be used, as on mainnet. */
export const BLOCKHASH_LIFETIME_BLOCKS = 150;

export type RecentBlock = { readonly slot: number; readonly height: number; readonly hash: AddressKey };

/** The newest completed blocks, whose hashes a transaction may carry. */
export class BlockhashRing {
  private readonly heightByHash = new Map<AddressKey, number>();
  private blocks: RecentBlock[] = [];

  /** Adds the block just completed. */
  push(block: RecentBlock): void {
    this.blocks.push(block);
    this.heightByHash.set(block.hash, block.height);
    while (this.blocks.length > BLOCKHASH_LIFETIME_BLOCKS) {
      const [oldest] = this.blocks.splice(0, 1);
      if (oldest !== undefined) this.heightByHash.delete(oldest.hash);
    }
  }

  /** Oldest first. */
  recent(): readonly RecentBlock[] {
    return this.blocks;
  }

  newest(): RecentBlock | undefined {
    return this.blocks[this.blocks.length - 1];
  }

  /**
   * Last block height at which a transaction with this hash can be processed, or undefined for a hash that is unknown
   * or too old for a block of height `openHeight`.
   */
  lastValidHeight(hash: AddressKey, openHeight: number): number | undefined {
    const height = this.heightByHash.get(hash);
    if (height === undefined) return undefined;
    const last = height + BLOCKHASH_LIFETIME_BLOCKS;
    return openHeight <= last ? last : undefined;
  }
}
