import { failure, type Result, success } from './result';

/** Money is counted in atoms, millionths of a USDC, as `bigint`; decimals exist only in text. */

/** Atoms in one USDC. */
export const atomsPerUsdc = 1_000_000n;
/** Digits after the point that an atom amount can need. */
export const usdcDecimals = 6;

const largestAmount = (1n << 64n) - 1n;

/** How many digits after the point a formatted amount shows. */
export interface UsdcFormat {
  /** Never fewer than this, padded with zeroes. Default 2. */
  readonly minimumDecimals?: number;
  /** Never more than this; what is cut must be shown nowhere as exact. Default 6, which cuts nothing. */
  readonly maximumDecimals?: number;
}

/**
 * An amount as text, such as `1,234.50`: thousands grouped, no unit. Cut digits are dropped toward zero, so that a
 * balance never looks larger than it is.
 */
export function formatUsdc(atoms: bigint, format: UsdcFormat = {}): string {
  const minimumDecimals = format.minimumDecimals ?? 2;
  const maximumDecimals = format.maximumDecimals ?? usdcDecimals;
  const magnitude = atoms < 0n ? -atoms : atoms;
  const whole = (magnitude / atomsPerUsdc).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  const exact = (magnitude % atomsPerUsdc).toString().padStart(usdcDecimals, '0').slice(0, maximumDecimals);
  const fraction = exact.replace(/0+$/, '').padEnd(minimumDecimals, '0');
  const shown = fraction === '' ? whole : `${whole}.${fraction}`;
  return atoms < 0n && /[1-9]/.test(shown) ? `-${shown}` : shown;
}

export type UsdcParseCode = 'amount_not_a_number' | 'amount_too_precise' | 'amount_too_large';

/** Atoms of a text such as `0.35`, `1,234.5` or `.5`. Never rounds: what an atom cannot hold is refused. */
export function parseUsdc(text: string): Result<bigint, UsdcParseCode> {
  const match = /^(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d*))?$/.exec(text.trim());
  const whole = match?.[1]?.replaceAll(',', '') ?? '';
  const fraction = match?.[2] ?? '';
  if (match === null || whole + fraction === '') {
    return failure('amount_not_a_number', `"${text}" is not an amount.`, 'Write it like 0.35 or 1,250.');
  }
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > usdcDecimals) {
    return failure(
      'amount_too_precise',
      'USDC has six digits after the point.',
      'Leave out the digits after the sixth.',
    );
  }
  const atoms = BigInt(whole || '0') * atomsPerUsdc + BigInt(significant.padEnd(usdcDecimals, '0'));
  if (atoms > largestAmount) {
    return failure(
      'amount_too_large',
      'The chain cannot hold an amount this large.',
      'Enter a smaller amount.',
    );
  }
  return success(atoms);
}
