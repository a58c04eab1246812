import * as z from 'zod/mini';

import { isSha256Hex, type Sha256Hex } from '@/lib/blobs/digest';
import { bytesFromHex, hexFromBytes } from '@/lib/domain/bytes';
import { type Digest } from '@/lib/domain/commitment';

/** What a segment left for the next one, where a job carries state: by it anyone can compute the next one again. */
export interface LeftState {
  /** As the segment's leaf binds it. */
  readonly root: Digest;
  /** Name of its bytes, by which the worker hands them out. */
  readonly sha256: Sha256Hex;
  readonly bytes: number;
}

const sha256 = z.custom<Sha256Hex>((value) => typeof value === 'string' && isSha256Hex(value));

/** Left states as they are written down. */
export const storedLeftStates = z.array(
  z.pipe(
    z.object({ root: sha256, sha256, bytes: z.int().check(z.nonnegative()) }),
    z.transform(({ root, ...blob }): LeftState => ({
      root: bytesFromHex(root) ?? new Uint8Array(32),
      ...blob,
    })),
  ),
);

export const storableLeftStates = (left: readonly LeftState[]): unknown =>
  left.map(({ root, sha256: name, bytes }) => ({ root: hexFromBytes(root), sha256: name, bytes }));
