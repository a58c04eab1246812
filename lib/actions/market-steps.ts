import { type Address } from '@solana/kit';

import { type GpuClass } from '@/lib/pyronet/generated';

import { type OfferTerms } from './list-offer';
import { type Located } from './plan';

/** What registering says of a machine. */
export interface Registration {
  readonly workerKey: Address;
  readonly recordHash: Uint8Array;
  readonly region: number;
  /** Sent to the worker key for its fees; 0 sends nothing. */
  readonly workerPurseLamports: bigint;
}

/** The steps that one signature is to take. What is left out was taken already, or is taken later. */
export interface MarketSteps {
  readonly registration: Registration | null;
  /** 0 stakes nothing. */
  readonly stakePyroAtoms: bigint;
  /** 0 posts nothing. */
  readonly bondUsdcAtoms: bigint;
  readonly listing: { readonly gpuClass: Located<GpuClass>; readonly terms: OfferTerms } | null;
}
