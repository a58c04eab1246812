import { AddressText } from '@/components/primitives/AddressText';
import { SectionHeading } from '@/components/ui/SectionHeading';
import { TableCell, TableFrame, TableHead, TableHeaderCell, TableRow } from '@/components/ui/Table';
import { formatPyro } from '@/lib/domain/pyro';
import { formatSol } from '@/lib/domain/sol';
import { formatUsdc } from '@/lib/domain/usdc';
import { type TransactionDetail } from '@/lib/index-api/shapes';

/** Whose balances changed, to the atom and the lamport. */
export function BalanceChanges({ balances }: Pick<TransactionDetail, 'balances'>) {
  if (balances.length === 0) return null;
  return (
    <div className="flex flex-col gap-4">
      <SectionHeading
        title="Balance changes"
        lead="USDC and PYRO move between token accounts; SOL pays fees and deposits."
      />
      <TableFrame label="Balance changes">
        <TableHead>
          <tr>
            <TableHeaderCell>Account</TableHeaderCell>
            <TableHeaderCell figure>SOL</TableHeaderCell>
            <TableHeaderCell figure>USDC</TableHeaderCell>
            <TableHeaderCell figure>PYRO</TableHeaderCell>
          </tr>
        </TableHead>
        <tbody>
          {balances.map(({ account, lamports, usdc_atoms, pyro_atoms }) => (
            <TableRow key={account}>
              <TableCell>
                <AddressText address={account} keep={6} />
              </TableCell>
              <Change amount={lamports} text={formatSol(lamports)} />
              <Change amount={usdc_atoms} text={formatUsdc(usdc_atoms, { minimumDecimals: 6 })} />
              <Change amount={pyro_atoms} text={formatPyro(pyro_atoms)} />
            </TableRow>
          ))}
        </tbody>
      </TableFrame>
    </div>
  );
}

function Change({ amount, text }: { readonly amount: bigint; readonly text: string }) {
  if (amount === 0n) {
    return (
      <TableCell figure className="text-dim">
        <span aria-label="no change">·</span>
      </TableCell>
    );
  }
  return (
    <TableCell figure className={amount > 0n ? 'text-gauge' : 'text-ink'}>
      {amount > 0n ? `+${text}` : text}
    </TableCell>
  );
}
