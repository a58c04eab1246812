import { type Address, isAddress } from '@solana/kit';
import * as z from 'zod/mini';

import { isSha256Hex, type Sha256Hex } from './digest';

const address = z.custom<Address>((value) => typeof value === 'string' && isAddress(value));
const hash = z.custom<Sha256Hex>((value) => typeof value === 'string' && isSha256Hex(value));
/** Decimal digits of a u64. */
const u64 = z.string().check(
  z.regex(/^\d{1,20}$/),
  z.refine((text) => /^\d{1,20}$/.test(text) && BigInt(text) < 1n << 64n),
);
/** Printable in one line, without characters that turn or hide text. */
const shortText = z
  .string()
  .check(z.minLength(1), z.maxLength(64), z.regex(/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u));
const mbps = z.int().check(z.minimum(0), z.maximum(0xffff_ffff));

/**
 * What a machine says of itself to the provider who is to register it: `npm run worker -- card`. It holds no secret. The
 * worker key in it signs for leases once the provider has named it on chain; nothing in it can move the provider's money.
 */
export const workerCard = z.strictObject({
  version: z.literal(1),
  /** Of the network that the machine is on, base58. */
  genesis_hash: address,
  worker_key: address,
  /** The wallet for which the machine waits. */
  authority: address,
  name: shortText,
  /** SHA-256 of the signed record of where the machine is reached; null before the machine has ever listened. */
  record_sha256: z.nullable(hash),
  /** Measured speed of one GPU, in work units a second. */
  score_units_per_s: u64,
  /** The part of it that an offer may guarantee. */
  guaranteed_units_per_s: u64,
  /** GPUs that one offer of this machine may have. */
  gpu_count: z.int().check(z.minimum(1), z.maximum(64)),
  /** Memory of each GPU in MiB. */
  vram_mib: z.int().check(z.minimum(0), z.maximum(0xffff_ffff)),
  /** Memory that one job may take. */
  memory_bytes: u64,
  disk_bytes: u64,
  max_upload_bytes: u64,
  up_mbps: mbps,
  down_mbps: mbps,
  /** Engine that the machine computes with. */
  backend: shortText,
  /** True on a local network: offers carry the flag that exempts them from class floors and labels them. */
  local_only: z.boolean(),
});
export type WorkerCard = z.infer<typeof workerCard>;

const LARGEST_CARD_CHARACTERS = 4_096;

/** Reads a pasted card; undefined when it is none. Amounts in it are decimal digits, to be read by `BigInt`. */
export function parseWorkerCard(text: string): WorkerCard | undefined {
  if (text.length > LARGEST_CARD_CHARACTERS) return undefined;
  try {
    const read = workerCard.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
