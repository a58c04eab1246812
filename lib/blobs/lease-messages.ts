import { type Address, isAddress } from '@solana/kit';
import * as z from 'zod/mini';

import { isSha256Hex, type Sha256Hex } from './digest';

const hash = z.custom<Sha256Hex>((value) => typeof value === 'string' && isSha256Hex(value));
const u64 = z.pipe(
  z.string().check(z.regex(/^\d{1,20}$/)),
  z.pipe(
    z.transform((text: string) => BigInt(text)),
    z.bigint().check(z.refine((value) => value < 1n << 64n)),
  ),
);
const address = z.custom<Address>((value) => typeof value === 'string' && isAddress(value));
const count = z.int().check(z.nonnegative());
const base64 = z.string().check(z.maxLength(1024), z.regex(/^[A-Za-z0-9+/]*={0,2}$/));
const textUpTo = (characters: number) => z.string().check(z.maxLength(characters));
const sentence = textUpTo(500);

/** `GET /v1/info` */
export const workerInfo = z.object({
  version: z.literal(1),
  /** Base58 of 32 bytes, as an address is. */
  genesis_hash: address,
  program_id: address,
  provider: address,
  worker_key: address,
  engine: z.object({ backend: textUpTo(40), version: textUpTo(80) }),
  limits: z.object({ upload_bytes: count, uploads_per_lease: count }),
  /** SHA-256 of the models that it holds. */
  models: z.array(hash),
  /** True while the worker takes no new leases. */
  draining: z.boolean(),
});
export type WorkerInfo = z.infer<typeof workerInfo>;

/** Where a lease stands for the worker; the chain stays the authority on money. */
export const leasePhases = [
  'waiting_for_inputs',
  'validating',
  'starting',
  'running',
  'finished',
  'attested',
  'settled',
  'refused',
  'failed',
] as const;
export type LeasePhase = (typeof leasePhases)[number];

/** `GET /v1/leases/<lease>/status` */
export const leaseStatus = z.object({
  lease: address,
  phase: z.enum(leasePhases),
  /** Inputs the job names that have not arrived. */
  missing_inputs: z.array(hash),
  segments: count,
  delivered_segments: count,
  accepted_segments: count,
  result: z.nullable(z.object({ sha256: hash, bytes: count })),
  problem: z.nullable(z.object({ code: textUpTo(60), message: sentence, next: sentence })),
});
export type LeaseStatus = z.infer<typeof leaseStatus>;

/** Event `segment` of `GET /v1/leases/<lease>/segments`: everything needed to recompute its leaf. */
export const segmentEvent = z.object({
  index: count,
  units: u64,
  state_in: hash,
  operation_root: hash,
  state_out: hash,
  leaf: hash,
  output_sha256: hash,
  output_bytes: count,
  /** What it left for the next one, where the job carries state: what anyone needs to compute the next one again. */
  state: z.nullable(z.object({ sha256: hash, bytes: count })),
});
export type SegmentEvent = z.infer<typeof segmentEvent>;

/** Event `end`: no more segments will come. `result` is null unless the whole job was run. */
export const endEvent = z.object({
  phase: z.enum(leasePhases),
  segments: count,
  segments_root: z.nullable(hash),
  result: z.nullable(z.object({ sha256: hash, bytes: count })),
});
export type EndEvent = z.infer<typeof endEvent>;

/** `POST /v1/leases/<lease>/vouchers` */
export const voucherMessage = z.object({ voucher: base64, signature: base64 });

/** Its answer: what the best voucher in the worker's hands covers now. */
export const voucherReceipt = z.object({
  served_until: u64,
  covered_s: u64,
  delivered_segments: u64,
  accepted_segments: u64,
});
export type VoucherReceipt = z.infer<typeof voucherReceipt>;

/** `POST /v1/leases/<lease>/orders` */
export const orderMessage = z.object({ order: base64, signature: base64 });

/** Its answer: the transaction that carried the order to the chain, base58. */
export const orderReceipt = z.object({ transaction: textUpTo(100) });
export type OrderReceipt = z.infer<typeof orderReceipt>;

/** JSON with `u64` values as decimal strings. */
export const wireJson = (value: unknown): string =>
  JSON.stringify(value, (_, field: unknown) => (typeof field === 'bigint' ? field.toString() : field));
