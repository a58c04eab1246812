import { rm } from 'node:fs/promises';

import { type Located } from '@/lib/actions/plan';
import { type Sha256Hex } from '@/lib/blobs/digest';
import { type Lease } from '@/lib/pyronet/generated';
import { fileKeyValueStore } from '@/lib/storage/file-key-value-store';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { type LeaseContext } from './lease-context';
import { LeaseUploads } from './lease-uploads';
import { SegmentLog } from './segment-log';
import { VoucherBox } from './voucher-box';

/** Everything on disk for one life of one lease; the blobs it speaks of are in the common store. */
export interface LeasePapers {
  readonly notes: KeyValueStore;
  readonly uploads: LeaseUploads;
  readonly vouchers: VoucherBox;
  readonly segments: SegmentLog;
  /** Removes it all. */
  readonly shred: () => Promise<void>;
}

export async function openPapers(
  { folder, store }: LeaseContext,
  { address, data }: Located<Lease>,
): Promise<LeasePapers> {
  const at = folder.leaseFolder(address, data.openedSlot);
  const notes = fileKeyValueStore(at);
  const isHeld = async (sha256: Sha256Hex, bytes: number): Promise<boolean> =>
    (await store.size(sha256)) === bytes;
  return {
    notes,
    uploads: await LeaseUploads.open(store, notes),
    vouchers: await VoucherBox.open(notes),
    segments: await SegmentLog.open(at, ({ sha256, bytes }) => isHeld(sha256, bytes)),
    shred: async () => {
      await rm(at, { recursive: true, force: true });
      for (const key of await folder.transactions.keys('')) {
        if (key.endsWith(` ${address}.${data.openedSlot}`)) await folder.transactions.delete(key);
      }
    },
  };
}
