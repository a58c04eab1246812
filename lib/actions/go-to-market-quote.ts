import { getTokenSize } from '@solana-program/token';

import { formatPyro } from '@/lib/domain/pyro';
import { rentExemptLamports } from '@/lib/domain/rent';
import { type Problem } from '@/lib/domain/result';
import { formatSol } from '@/lib/domain/sol';
import { formatUsdc } from '@/lib/domain/usdc';
import { getOfferSize, getProviderSize } from '@/lib/pyronet/generated';
import { type Holdings } from '@/lib/pyronet/holdings';

import { type MarketSteps, type Registration } from './market-steps';

/** What going to the market takes out of the wallet, apart from the network's fee. */
export interface GoToMarketQuote {
  readonly stakePyroAtoms: bigint;
  readonly bondUsdcAtoms: bigint;
  /** Stays with the provider's account and its two vaults: the program has no instruction that closes them. */
  readonly providerRentLamports: bigint;
  /** Comes back when the owner closes the payout account; 0 where there is one. */
  readonly payoutRentLamports: bigint;
  /** Comes back when the offer closes. */
  readonly offerRentLamports: bigint;
  /** Belongs to the machine's key from then on. */
  readonly workerPurseLamports: bigint;
  readonly totalLamports: bigint;
}

/** What the quote follows from: whether there is a listing, not what it says. */
export interface QuotedSteps extends Pick<MarketSteps, 'stakePyroAtoms' | 'bondUsdcAtoms'> {
  readonly registration: Pick<Registration, 'workerPurseLamports'> | null;
  readonly listing: object | null;
}

/** For fees of this and the next few transactions. */
const feeReserveLamports = 100_000n;

export function quoteGoToMarket(
  { registration, listing, stakePyroAtoms, bondUsdcAtoms }: QuotedSteps,
  { hasUsdcAccount }: Pick<Holdings, 'hasUsdcAccount'>,
): GoToMarketQuote {
  const vaultRent = rentExemptLamports(getTokenSize());
  const parts = {
    providerRentLamports: registration === null ? 0n : rentExemptLamports(getProviderSize()) + 2n * vaultRent,
    payoutRentLamports: registration === null || hasUsdcAccount ? 0n : vaultRent,
    offerRentLamports: listing === null ? 0n : rentExemptLamports(getOfferSize()),
    workerPurseLamports: registration?.workerPurseLamports ?? 0n,
  };
  const totalLamports = Object.values(parts).reduce((sum, lamports) => sum + lamports, 0n);
  return { ...parts, stakePyroAtoms, bondUsdcAtoms, totalLamports };
}

/** What the wallet lacks for the quote; undefined where it has enough. */
export function shortfall(
  quote: GoToMarketQuote,
  holdings: Pick<Holdings, 'lamports' | 'usdcAtoms' | 'pyroAtoms'>,
): Problem<'not_enough_funds'> | undefined {
  const lacking = [
    above(quote.totalLamports + feeReserveLamports, holdings.lamports, formatSol, 'SOL'),
    above(quote.bondUsdcAtoms, holdings.usdcAtoms, formatUsdc, 'USDC'),
    above(quote.stakePyroAtoms, holdings.pyroAtoms, formatPyro, 'PYRO'),
  ].filter((text) => text !== undefined);
  if (lacking.length === 0) return undefined;
  return {
    code: 'not_enough_funds',
    message: `The wallet lacks ${lacking.join(', ')}.`,
    next: 'Lower the amounts, or send the missing tokens to the wallet.',
  };
}

function above(
  needed: bigint,
  held: bigint,
  format: (amount: bigint) => string,
  unit: string,
): string | undefined {
  return needed > held ? `${format(needed - held)} ${unit}` : undefined;
}
