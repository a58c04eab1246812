import { TableCell, TableFrame, TableHead, TableHeaderCell, TableRow } from '@/components/ui/Table';
import { formatInstant } from '@/lib/domain/duration';
import { formatUsdc } from '@/lib/domain/usdc';
import { type PricePoint } from '@/lib/index-api/shapes';

const rowsShown = 50;

/** The chart's newest points as a table. */
export function PriceFigures({ points }: { readonly points: readonly PricePoint[] }) {
  return (
    <details className="text-sm">
      <summary className="w-fit rounded-control py-1 text-dim hover:text-ink">Show as a table</summary>
      <div className="mt-3 max-h-96 overflow-y-auto">
        <TableFrame label="Asking prices over time, newest first">
          <TableHead>
            <tr>
              <TableHeaderCell>Time</TableHeaderCell>
              <TableHeaderCell figure>Lowest, USDC/h</TableHeaderCell>
              <TableHeaderCell figure>Median, USDC/h</TableHeaderCell>
              <TableHeaderCell figure>GPUs free</TableHeaderCell>
            </tr>
          </TableHead>
          <tbody>
            {points
              .slice(-rowsShown)
              .toReversed()
              .map((point) => (
                <TableRow key={`${point.unix_s}:${point.gpus_free}:${point.lowest_per_hour_usdc_atoms}`}>
                  <TableCell className="figures">{formatInstant(point.unix_s)}</TableCell>
                  <TableCell figure>{price(point.lowest_per_hour_usdc_atoms)}</TableCell>
                  <TableCell figure>{price(point.median_per_hour_usdc_atoms)}</TableCell>
                  <TableCell figure>
                    {point.gpus_free} of {point.gpus_listed}
                  </TableCell>
                </TableRow>
              ))}
          </tbody>
        </TableFrame>
      </div>
    </details>
  );
}

function price(atoms: bigint | null): string {
  return atoms === null ? 'none' : formatUsdc(atoms, { minimumDecimals: 3 });
}
