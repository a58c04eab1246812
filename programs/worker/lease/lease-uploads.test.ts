import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { parseSha256Hex } from '@/lib/blobs/digest';
import { FolderStore } from '@/lib/blobs/folder-store';
import { BlobRole, type UploadPermit } from '@/lib/blobs/permit';
import { memoryStore } from '@/lib/storage/key-value-store';

import { LeaseUploads } from './lease-uploads';

const INPUT_BYTES = 1000n;
let folder: string;
let uploads: LeaseUploads;

const permit = (name: number, sizeBytes = INPUT_BYTES): UploadPermit => ({
  role: BlobRole.input,
  sizeBytes,
  expiresAt: 0n,
  sha256: parseSha256Hex(name.toString(16).padStart(64, '0')),
});

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pyronet-uploads-'));
  uploads = await LeaseUploads.open(await FolderStore.open({ folder, quotaBytes: 10_000 }), memoryStore());
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('uploads that have not ended count: slow ones cannot hold the disk that a job needs', () => {
  uploads.begin(permit(1), INPUT_BYTES);
  uploads.begin(permit(2), INPUT_BYTES);
  expect(() => uploads.begin(permit(3), INPUT_BYTES)).toThrow(expect.objectContaining({ code: 'too_large' }));
});

test('a blob may be sent again beside a connection that died, but not any number of times', () => {
  const first = uploads.begin(permit(1), INPUT_BYTES);
  uploads.begin(permit(1), INPUT_BYTES);
  expect(() => uploads.begin(permit(1), INPUT_BYTES)).toThrow(expect.objectContaining({ code: 'too_large' }));
  first();
  expect(() => uploads.begin(permit(1), INPUT_BYTES)).not.toThrow();
});

test('small blobs in progress are as limited in number as those that arrived', () => {
  for (let name = 1; name <= 16; name += 1) uploads.begin(permit(name, 1n), INPUT_BYTES);
  expect(() => uploads.begin(permit(17, 1n), INPUT_BYTES)).toThrow(
    expect.objectContaining({ code: 'too_many_requests' }),
  );
});
