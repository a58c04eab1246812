import { readFileSync } from 'node:fs';

import { address } from '@solana/kit';
import { z } from 'zod';

import { bytesFromHex } from '../bytes';

const bytes = z.string().transform((text, context) => {
  const parsed = bytesFromHex(text);
  if (parsed !== undefined) return parsed;
  context.addIssue(`"${text}" is not hexadecimal`);
  return z.NEVER;
});
const u64 = z.string().transform(BigInt);
const scope = z.object({
  genesis_hash: bytes,
  program: z.string().transform(address),
  lease: z.string().transform(address),
  opened_slot: u64,
  session_epoch: z.number(),
});

const schema = z.object({
  node: z.object({ left: bytes, right: bytes, node: z.string() }),
  output_leaves: z.array(z.object({ output: bytes, leaf: z.string() })),
  plan_leaves: z.array(z.object({ index: u64, cumulative_units: u64, leaf: z.string() })),
  segment_leaves: z.array(
    z.object({
      index: u64,
      state_in: bytes,
      operation_root: bytes,
      state_out: bytes,
      work_units: u64,
      leaf: z.string(),
    }),
  ),
  jobs: z.array(
    z.object({
      graph_root: bytes,
      input_root: bytes,
      model_root: bytes,
      profile: z.number(),
      plan_root: bytes,
      segment_count: u64,
      root: z.string(),
    }),
  ),
  randomness: z.object({ secret: bytes, commitment: z.string() }),
  trees: z.array(
    z.object({ leaves: z.array(bytes), root: z.string(), proofs: z.array(z.array(z.string())) }),
  ),
  vouchers: z.array(
    z.object({
      scope,
      served_until: u64,
      covered_seconds: u64,
      delivered_segments: u64,
      accepted_segments: u64,
      delivered_root: bytes,
      message: z.string(),
    }),
  ),
  orders: z.array(
    z.object({ scope, action: z.number(), argument: u64, expires_at: u64, message: z.string() }),
  ),
});

const file = new URL('../../../programs/compute-spec/vectors/commitment-v1.json', import.meta.url);

/** The vectors that this folder and the Rust crates are both tested against; digests to compare with stay in hex. */
export const commitmentVectors = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
