import * as z from 'zod/mini';

/** Shapes of what the index answers. Times are unix seconds by the chain's clock, money is USDC atoms unless named. */

const u64 = z.pipe(
  z.string().check(z.regex(/^\d{1,20}$/)),
  z.transform((text) => BigInt(text)),
);
const i64 = z.pipe(
  z.string().check(z.regex(/^-?\d{1,19}$/)),
  z.transform((text) => BigInt(text)),
);
const base58 = z.string().check(z.regex(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/));
const signature = z.string().check(z.regex(/^[1-9A-HJ-NP-Za-km-z]{64,88}$/));
const hex32 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** A listed offer with what a renter wants to know of its provider. It can be taken while a GPU is free and it is live. */
export const offerRow = z.object({
  address: base58,
  provider: base58,
  /** From the provider's signed record; empty where there is none. Written by strangers: show it as text only. */
  provider_name: z.string(),
  class_id: z.number(),
  region: z.number(),
  tier: z.number(),
  isolation: z.number(),
  privacy: z.number(),
  run: z.boolean(),
  rent: z.boolean(),
  vram_mib: z.number(),
  gpu_count: z.number(),
  gpu_free: z.number(),
  price_per_hour_usdc_atoms: u64,
  /** A raise that is announced, and from when it holds; zeroes where there is none. */
  pending_price_per_hour_usdc_atoms: u64,
  pending_from_unix_s: u64,
  guaranteed_units_per_s: u64,
  score_units_per_s: u64,
  min_duration_s: u64,
  max_duration_s: u64,
  interval_s: z.number(),
  accept_within_s: z.number(),
  start_within_s: z.number(),
  prefix_within_s: z.number(),
  memory_bytes: u64,
  max_upload_bytes: u64,
  extendable: z.boolean(),
  /** A machine of a local network: exempt from benchmark floors, labelled, left out of price statistics. */
  local_only: z.boolean(),
  /** 0 to 1,000,000. */
  reputation: u64,
  leases_opened: z.number(),
  leases_completed: z.number(),
  live_until_unix_s: u64,
  listed_at_unix_s: u64,
  slot: u64,
});
export type OfferRow = z.infer<typeof offerRow>;

export const classRow = z.object({
  class_id: z.number(),
  name: z.string(),
  vram_mib: z.number(),
  tier_min: z.number(),
});
export type ClassRow = z.infer<typeof classRow>;

/** Asking prices of one class at an instant, over offers that can be taken. */
export const pricePoint = z.object({
  class_id: z.number(),
  unix_s: z.number(),
  /** Null when nothing of the class can be taken. */
  lowest_per_hour_usdc_atoms: z.nullable(u64),
  median_per_hour_usdc_atoms: z.nullable(u64),
  gpus_free: z.number(),
  gpus_listed: z.number(),
  /** Only machines of a local network stand behind it. */
  local_only: z.boolean(),
});
export type PricePoint = z.infer<typeof pricePoint>;

/** An offer was taken. */
export const trade = z.object({
  lease: base58,
  class_id: z.number(),
  price_per_hour_usdc_atoms: u64,
  gpu_count: z.number(),
  unix_s: z.number(),
});
export type Trade = z.infer<typeof trade>;

/** The state of the chain that an answer describes. */
export const asOf = z.object({
  /** Names one life of the index; positions of another life mean nothing. */
  boot: z.string(),
  sequence: z.number(),
  slot: u64,
  chain_unix_s: u64,
  genesis_hash: base58,
  /** Seconds since the chain last answered the index; left out while it answers. */
  age_s: z.optional(z.number()),
});
export type AsOf = z.infer<typeof asOf>;

/** `GET /api/market`. */
export const marketSnapshot = z.object({
  as_of: asOf,
  classes: z.array(classRow),
  offers: z.array(offerRow),
  /** The newest point of each class. */
  prices: z.array(pricePoint),
  /** Newest first. */
  trades: z.array(trade),
});
export type MarketSnapshot = z.infer<typeof marketSnapshot>;

/** `GET /api/prices?class_id=3`: oldest first. */
export const priceHistory = z.object({ as_of: asOf, points: z.array(pricePoint) });
export type PriceHistory = z.infer<typeof priceHistory>;

/** A lease as the chain has it, or had it last when `closed`. Enumerations are those of the program's interface. */
export const leaseRow = z.object({
  address: base58,
  closed: z.boolean(),
  renter: base58,
  provider: base58,
  provider_name: z.string(),
  offer: base58,
  class_id: z.number(),
  region: z.number(),
  gpu_count: z.number(),
  mode: z.number(),
  state: z.number(),
  end_reason: z.number(),
  price_per_hour_usdc_atoms: u64,
  rate_per_hour_usdc_atoms: u64,
  fee_bps: z.number(),
  funded_usdc_atoms: u64,
  released_usdc_atoms: u64,
  /** What each party could claim now. */
  provider_due_usdc_atoms: u64,
  fee_due_usdc_atoms: u64,
  renter_due_usdc_atoms: u64,
  provider_claimed_usdc_atoms: u64,
  fee_claimed_usdc_atoms: u64,
  renter_claimed_usdc_atoms: u64,
  opened_at_unix_s: u64,
  opened_slot: u64,
  accept_by_unix_s: u64,
  accepted_at_unix_s: u64,
  start_by_unix_s: u64,
  started_at_unix_s: u64,
  end_at_unix_s: u64,
  stop_at_unix_s: u64,
  prefix_by_unix_s: u64,
  anchor_at_unix_s: u64,
  /** When somebody asked for a sign of life that has not come yet; 0 where nobody waits for one. */
  ping_at_unix_s: u64,
  covered_s: u64,
  evidence_until_unix_s: u64,
  interval_s: z.number(),
  unit_cap: u64,
  guaranteed_units_per_s: u64,
  segment_count: u64,
  delivered_segments: u64,
  accepted_segments: u64,
  attested_segments: u64,
  job_root: hex32,
  session_key: base58,
  /** The lease that this one goes on from, and the one that goes on from it. */
  predecessor: z.nullable(base58),
  successor: z.nullable(base58),
  slot: u64,
});
export type LeaseRow = z.infer<typeof leaseRow>;

export const moneyMove = z.object({
  account: base58,
  party: z.enum(['renter', 'provider', 'fees', 'escrow', 'other']),
  usdc_atoms: i64,
});

/** One transaction in the life of a lease or provider. */
export const chainEvent = z.object({
  signature,
  slot: u64,
  unix_s: z.number(),
  /** Instructions of our program in order, by their names in the interface, such as `takeOffer`. */
  instructions: z.array(z.string()),
  fee_payer: base58,
  failed: z.boolean(),
  usdc: z.array(moneyMove),
});
export type ChainEvent = z.infer<typeof chainEvent>;

/** `GET /api/leases/<address>`: events oldest first. 404 when the chain never had it. */
export const leaseDetail = z.object({ as_of: asOf, lease: leaseRow, events: z.array(chainEvent) });
export type LeaseDetail = z.infer<typeof leaseDetail>;

/** `GET /api/leases?renter=…` or `?provider=…`: newest first. */
export const leaseList = z.object({ as_of: asOf, leases: z.array(leaseRow) });
export type LeaseList = z.infer<typeof leaseList>;

export const providerRow = z.object({
  address: base58,
  authority: base58,
  payout: base58,
  worker_key: base58,
  name: z.string(),
  record_hash: hex32,
  status: z.number(),
  tier: z.number(),
  region: z.number(),
  live_until_unix_s: u64,
  registered_at_unix_s: u64,
  reputation: u64,
  stake_pyro_atoms: u64,
  stake_exposed_pyro_atoms: u64,
  stake_unbonding_pyro_atoms: u64,
  stake_unbond_at_unix_s: u64,
  bond_free_usdc_atoms: u64,
  bond_locked_usdc_atoms: u64,
  bond_unbonding_usdc_atoms: u64,
  bond_unbond_at_unix_s: u64,
  gross_earned_usdc_atoms: u64,
  seconds_served: u64,
  offers: z.number(),
  live_leases: z.number(),
  opened: z.number(),
  completed: z.number(),
  rejected: z.number(),
  silent: z.number(),
  no_start: z.number(),
  lost_coverage: z.number(),
  missed_completion: z.number(),
  unaudited: z.number(),
  withdrawn: z.number(),
  slot: u64,
});
export type ProviderRow = z.infer<typeof providerRow>;

/** `GET /api/providers/<address>`. Its offers include those that nobody can take now. */
export const providerDetail = z.object({
  as_of: asOf,
  provider: providerRow,
  offers: z.array(offerRow),
  leases: z.array(leaseRow),
  /** Payouts, oldest first. */
  earnings: z.array(z.object({ unix_s: z.number(), lease: base58, usdc_atoms: u64, signature })),
});
export type ProviderDetail = z.infer<typeof providerDetail>;

/** `GET /api/transactions/<signature>`: what an explorer would show, for a chain that no explorer reaches. */
export const transactionDetail = z.object({
  as_of: asOf,
  signature,
  slot: u64,
  unix_s: z.number(),
  fee_lamports: u64,
  compute_units: u64,
  /** Null when it succeeded; otherwise the program's sentence, or the node's own words. */
  error: z.nullable(z.string()),
  instructions: z.array(
    z.object({
      program: base58,
      name: z.nullable(z.string()),
      accounts: z.array(z.object({ address: base58, role: z.string() })),
    }),
  ),
  balances: z.array(z.object({ account: base58, lamports: i64, usdc_atoms: i64, pyro_atoms: i64 })),
  logs: z.array(z.string()),
});
export type TransactionDetail = z.infer<typeof transactionDetail>;

/**
 * `GET /api/stream?topic=market&topic=lease:<address>&topic=renter:<address>&topic=provider:<address>`
 * (and `class:<id>`, the prices of one class): server-sent events whose names are the keys here and whose ids are `<boot>:<sequence>`. A stream begins after the position in
 * `last-event-id` or `after=`, or now where neither is given. `reset` says that what came after that position is not known
 * any more: the client reads its snapshots again. `clock` comes every two seconds while the chain answers.
 */
export const streamEvents = {
  clock: asOf,
  reset: asOf,
  offer: offerRow,
  'offer-gone': z.object({ address: base58, slot: u64 }),
  price: pricePoint,
  trade,
  lease: leaseRow,
  'lease-event': z.object({ lease: base58, event: chainEvent }),
  provider: providerRow,
} as const;
export type StreamEventName = keyof typeof streamEvents;
export type StreamEvent = {
  [Name in StreamEventName]: { readonly name: Name; readonly data: z.infer<(typeof streamEvents)[Name]> };
}[StreamEventName];

/** What every refused request answers, with a 4xx or 5xx status. */
export const apiError = z.object({
  error: z.object({ code: z.string(), message: z.string(), next: z.string() }),
});
export type ApiError = z.infer<typeof apiError>['error'];
