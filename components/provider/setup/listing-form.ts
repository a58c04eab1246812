import { type ListingChoice } from '@/lib/actions/machine-terms';
import { formatDuration } from '@/lib/domain/duration';
import { formatPricePerHour } from '@/lib/domain/price';
import { parseUsdc } from '@/lib/domain/usdc';
import { type ParamsValues } from '@/lib/pyronet/generated';

/** What stands in the fields of a listing, as typed. */
export interface ListingFields {
  readonly classId: number;
  /** USDC per GPU-hour. */
  readonly price: string;
  readonly minMinutes: string;
  readonly maxHours: string;
}

export type ListingBounds = Pick<
  ParamsValues,
  'pricePerHourMin' | 'pricePerHourMax' | 'durationMinS' | 'durationMaxS'
>;

export interface ReadListing {
  /** Null where a field has a problem. */
  readonly choice: ListingChoice | null;
  readonly problems: Partial<Record<'price' | 'minMinutes' | 'maxHours', string>>;
}

/** Reads the fields; each problem says what is wrong and how to mend it. */
export function readListing(fields: ListingFields, bounds: ListingBounds): ReadListing {
  const price = readPrice(fields.price, bounds);
  const least = readWhole(fields.minMinutes, 60n);
  const most = readWhole(fields.maxHours, 3_600n);
  const problems = {
    ...(typeof price === 'string' ? { price } : {}),
    ...durationProblems(least, most, bounds),
  };
  const isSound =
    typeof price === 'bigint' && least !== null && most !== null && Object.keys(problems).length === 0;
  return {
    choice: isSound ? { pricePerHour: price, minDurationSeconds: least, maxDurationSeconds: most } : null,
    problems,
  };
}

/** Atoms of a price per hour within the network's bounds, or why it is none. */
export function readPrice(
  text: string,
  { pricePerHourMin, pricePerHourMax }: Pick<ListingBounds, 'pricePerHourMin' | 'pricePerHourMax'>,
): bigint | string {
  const parsed = parseUsdc(text);
  if (!parsed.ok)
    return text.trim() === '' ? 'Enter a price.' : `${parsed.problem.message} ${parsed.problem.next}`;
  if (parsed.value < pricePerHourMin || parsed.value > pricePerHourMax) {
    return `A price is between ${formatPricePerHour(pricePerHourMin)} and ${formatPricePerHour(pricePerHourMax)}.`;
  }
  return parsed.value;
}

/**
 * What is odd about a price beside the market's, though it is allowed: ten times away from the middle is more often a
 * slip of the finger than a plan. Undefined where nothing is.
 */
export function oddPrice(pricePerHour: bigint, medianPerHour: bigint | null): string | undefined {
  if (medianPerHour === null || medianPerHour === 0n) return undefined;
  const median = formatPricePerHour(medianPerHour);
  if (pricePerHour >= medianPerHour * 10n) {
    return `That is ${pricePerHour / medianPerHour} times the market's middle of ${median}: it will hardly be taken.`;
  }
  if (pricePerHour * 10n <= medianPerHour) {
    return `That is a tenth of the market's middle of ${median}, or less.`;
  }
  return undefined;
}

function readWhole(text: string, secondsEach: bigint): bigint | null {
  return /^\d{1,9}$/.test(text.trim()) ? BigInt(text.trim()) * secondsEach : null;
}

function durationProblems(
  least: bigint | null,
  most: bigint | null,
  { durationMinS, durationMaxS }: ListingBounds,
): Partial<Record<'minMinutes' | 'maxHours', string>> {
  const shortest = formatDuration(Number(durationMinS));
  const longest = formatDuration(Number(durationMaxS));
  const minMinutes =
    least === null
      ? 'Enter whole minutes.'
      : least < durationMinS
        ? `The network's shortest lease is ${shortest}.`
        : undefined;
  const maxHours =
    most === null
      ? 'Enter whole hours.'
      : most > durationMaxS
        ? `The network's longest lease is ${longest}.`
        : least !== null && most < least
          ? 'The longest lease is shorter than the shortest.'
          : undefined;
  return {
    ...(minMinutes === undefined ? {} : { minMinutes }),
    ...(maxHours === undefined ? {} : { maxHours }),
  };
}
