import { failure, type Result, success } from './result';

/** SOL is counted in lamports, billionths, as `bigint`. */

const lamportsPerSol = 1_000_000_000n;
const solDecimals = 9;

/** Lamports as SOL with as many digits as the amount has, such as `0.1` or `0.00203928`. Without unit. */
export function formatSol(lamports: bigint): string {
  const magnitude = lamports < 0n ? -lamports : lamports;
  const whole = (magnitude / lamportsPerSol).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = (magnitude % lamportsPerSol).toString().padStart(solDecimals, '0').replace(/0+$/, '');
  const text = fraction === '' ? whole : `${whole}.${fraction}`;
  return lamports < 0n ? `-${text}` : text;
}

export type SolParseCode = 'amount_not_a_number' | 'amount_too_precise' | 'amount_too_large';

/** Lamports of a text such as `0.1`. Never rounds. */
export function parseSol(text: string): Result<bigint, SolParseCode> {
  const match = /^(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d*))?$/.exec(text.trim());
  const whole = match?.[1]?.replaceAll(',', '') ?? '';
  const fraction = (match?.[2] ?? '').replace(/0+$/, '');
  if (match === null || whole + (match[2] ?? '') === '') {
    return failure('amount_not_a_number', `"${text}" is not an amount.`, 'Write it like 0.1 or 2.');
  }
  if (fraction.length > solDecimals) {
    return failure('amount_too_precise', 'SOL has nine digits after the point.', 'Leave out the rest.');
  }
  const lamports = BigInt(whole || '0') * lamportsPerSol + BigInt(fraction.padEnd(solDecimals, '0'));
  if (lamports > (1n << 64n) - 1n) {
    return failure('amount_too_large', 'The chain cannot hold an amount this large.', 'Enter less.');
  }
  return success(lamports);
}
