import { type Result } from './result';
import { formatUsdc, parseUsdc, type UsdcFormat, type UsdcParseCode } from './usdc';

/** PYRO is counted like USDC, in millionths: the same text, the same limits, another word in the sentences. */

/** Digits after the point that an atom amount can need. */
export const pyroDecimals = 6;

/** An amount of PYRO atoms as text, such as `1,000` or `0.5`: no unit, no padding unless asked for. */
export const formatPyro = (atoms: bigint, format: UsdcFormat = {}): string =>
  formatUsdc(atoms, { minimumDecimals: 0, ...format });

/** Atoms of a text such as `1,000` or `0.5`. Never rounds. */
export function parsePyro(text: string): Result<bigint, UsdcParseCode> {
  const parsed = parseUsdc(text);
  if (parsed.ok) return parsed;
  const { code, message, next } = parsed.problem;
  return { ok: false, problem: { code, message: message.replace('USDC', 'PYRO'), next } };
}
