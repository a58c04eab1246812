/** How settled a slot must be: open or later, completed, or 32 blocks deep. */
export type Commitment = 'processed' | 'confirmed' | 'finalized';

/** Blocks that must be completed, its own included, before a block is rooted and so finalized. */
export const ROOT_DEPTH_BLOCKS = 32;
