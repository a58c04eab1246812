import { type Address } from '@solana/kit';

/** The address of 32 zero bytes, which means "none". It is also the system program's. */
export const absentAddress = '11111111111111111111111111111111' as Address;

/** An address as an account holds it, or null where it means "none". */
export const presentAddress = (address: Address): Address | null =>
  address === absentAddress ? null : address;
