import { type Digest } from '@/lib/domain/commitment';
import { type Isolation, type Privacy } from '@/lib/pyronet/generated';

/** What an offer must be to be matched with an order. What is left out does not matter. */
export interface OrderRequirement {
  /** At most class 127; none: any. */
  readonly classIds?: readonly number[];
  /** At most region 255; none: any. */
  readonly regionIds?: readonly number[];
  readonly vramMibMin?: number;
  readonly reputationMin?: number;
  readonly tierMin?: number;
  readonly isolationMin: Isolation;
  readonly privacy: Privacy;
  /** Benchmark score per GPU. */
  readonly scoreMin?: bigint;
  readonly memoryMinBytes?: bigint;
  readonly diskMinBytes?: bigint;
  /** Work units a second and GPU; needed for Run. */
  readonly guaranteedUnitsPerSecondMin?: bigint;
  readonly intervalSecondsMax?: number;
  /** To accept and to start, together. */
  readonly startWithinSecondsMax?: number;
  readonly termsHash?: Digest;
  /** Machines of a local network will do. */
  readonly localOnly?: boolean;
}

const bitsPerWord = 64;

/** Numbers as the bits of 64-bit words. @throws RangeError where one does not fit */
export function numberSet(numbers: readonly number[], words: number): bigint[] {
  const set = Array.from({ length: words }, () => 0n);
  for (const number of numbers) {
    const word = Math.floor(number / bitsPerWord);
    const before = set[word];
    if (before === undefined) throw new RangeError(`${number} does not fit a set of ${words * bitsPerWord}`);
    set[word] = before | (1n << BigInt(number % bitsPerWord));
  }
  return set;
}
