'use client';

import { useState } from 'react';

/** The most that the renter has seen and not objected to, per GPU-hour in USDC atoms. */
export interface AgreedPrice {
  readonly perHour: bigint;
  /** Agrees to the price as it is now. */
  readonly agree: () => void;
}

/** Follows the price down by itself, and up only with the renter's word: what is signed is what was read. */
export function useAgreedPrice(pricePerHour: bigint): AgreedPrice {
  const [agreed, setAgreed] = useState(pricePerHour);
  if (pricePerHour < agreed) setAgreed(pricePerHour);
  return {
    perHour: pricePerHour < agreed ? pricePerHour : agreed,
    agree: () => setAgreed(pricePerHour),
  };
}
