import { totalmem } from 'node:os';

/** The part of the machine's memory that one job may take. */
const MEMORY_PERCENT = 50n;
/** As much as a relay carries. */
const LARGEST_UPLOAD_BYTES = 256n * 1024n ** 2n;

/** What the offer promises for one job, and what a lease is checked against. Bytes. */
export const jobCapacity = (): { readonly memoryBytes: bigint; readonly uploadBytes: bigint } => ({
  memoryBytes: (BigInt(totalmem()) * MEMORY_PERCENT) / 100n,
  uploadBytes: LARGEST_UPLOAD_BYTES,
});
