import { totalmem } from 'node:os';

import { type MeasuredSpeed } from './benchmark';

/** The part of the machine's memory that jobs may take together. */
const MEMORY_PERCENT = 50n;
/** As much as a relay carries. */
const LARGEST_UPLOAD_BYTES = 256n * 1024n ** 2n;
/**
 * The part of a seat's share that is guaranteed. The engine's calls share the processors evenly, so a lease of c seats
 * among k has at least k / (c (k - c + 1)) of its share: never less than two thirds for up to four seats
 * (docs/adr/071-seats-make-a-guarantee-true.md). The rest absorbs other work of the computer.
 */
const GUARANTEED_PERCENT = 60n;

/** What one job may take of a computer on which so many seats are served at once. Bytes. */
export interface JobCapacity {
  readonly memoryBytes: bigint;
  readonly uploadBytes: bigint;
}

export const jobCapacity = (seats: number): JobCapacity => ({
  memoryBytes: (BigInt(totalmem()) * MEMORY_PERCENT) / 100n / BigInt(seats),
  uploadBytes: LARGEST_UPLOAD_BYTES,
});

/** Work units a second of one seat: what it does on average under full load, and what of it is guaranteed. */
export function seatSpeed(
  { workUnitsPerSecond }: MeasuredSpeed,
  seats: number,
): { readonly score: bigint; readonly guaranteed: bigint } {
  const score = workUnitsPerSecond / BigInt(seats);
  const guaranteed = (score * GUARANTEED_PERCENT) / 100n;
  return { score: score > 0n ? score : 1n, guaranteed: guaranteed > 0n ? guaranteed : 1n };
}
