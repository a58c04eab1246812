// `npm run reputation:cost`: what it costs to fake a score by leasing from oneself, under the initial parameters.
import { rentExemptLamports } from '@/lib/domain/rent';
import { costOfFaking } from '@/lib/domain/reputation-cost';
import { markdownTable } from '@/lib/observability/measurement';
import { getPairSize } from '@/lib/pyronet/generated';
import { initialParams, initialReputation } from '@/lib/pyronet/initial-params';

const scores = [100_000n, 250_000n, 500_000n, 750_000n, 900_000n] as const;
const counterparties = [1, 2, 5, 20] as const;
const secondsPerDay = 86_400;
const atomsPerUsdc = 1_000_000n;
const lamportsPerSol = 1e9;

/** The table of docs/protocol/reputation.md. */
export function fakingTable(): string {
  const rows = scores.flatMap((score) =>
    counterparties.flatMap((count) => {
      const cost = costOfFaking(score, count, initialReputation, initialParams.feeBps);
      if (cost === undefined) return [];
      const days = (cost.epochs * initialReputation.epochS) / secondsPerDay;
      const rent = (rentExemptLamports(getPairSize()) * BigInt(count)).toString();
      return [
        [
          score.toString(),
          String(count),
          String(cost.epochs),
          String(days),
          usdc(cost.feesAtoms),
          usdc(cost.turnoverAtoms),
          usdc(cost.feesAtoms / BigInt(cost.epochs)),
          (Number(rent) / lamportsPerSol).toFixed(4),
        ],
      ];
    }),
  );
  return markdownTable(
    [
      'score',
      'counterparties',
      'epochs',
      'days',
      'fees lost, USDC',
      'turned over, USDC',
      'fees an epoch, USDC',
      'rent laid out, SOL',
    ],
    rows,
  );
}

function usdc(atoms: bigint): string {
  return ((atoms + atomsPerUsdc / 2n) / atomsPerUsdc).toString();
}

if (process.argv[1] === import.meta.filename) process.stdout.write(`${fakingTable()}\n`);
