import { Badge } from '@/components/ui/Badge';
import { FigureList } from '@/components/ui/FigureList';
import { Notice } from '@/components/ui/Notice';
import { formatInstant } from '@/lib/domain/duration';
import { formatCount } from '@/lib/domain/quantity';
import { formatSol } from '@/lib/domain/sol';
import { type TransactionDetail } from '@/lib/index-api/shapes';

import { BalanceChanges } from './BalanceChanges';
import { InstructionList } from './InstructionList';
import { LogView } from './LogView';

/** What a transaction did, from its outcome down to its logs. */
export function TransactionReport({ transaction }: { readonly transaction: TransactionDetail }) {
  const { error, unix_s, slot, fee_lamports, compute_units } = transaction;
  return (
    <>
      <FigureList
        figures={[
          {
            label: 'Status',
            value: (
              <Badge tone={error === null ? 'gauge' : 'danger'} lamp="steady">
                {error === null ? 'succeeded' : 'failed'}
              </Badge>
            ),
            note: error === null ? 'confirmed' : 'only the fee was charged',
          },
          {
            label: 'Time',
            value: <span className="text-sm">{unix_s === 0 ? 'not known' : formatInstant(unix_s)}</span>,
            note: 'by the chain’s clock',
          },
          { label: 'Slot', value: formatCount(slot) },
          { label: 'Fee', value: `${formatSol(fee_lamports)} SOL`, note: 'paid to the network' },
          { label: 'Compute units', value: formatCount(compute_units) },
        ]}
      />
      {error !== null && (
        <Notice tone="error" title={error}>
          It changed nothing, and cost its fee alone.
        </Notice>
      )}
      <InstructionList instructions={transaction.instructions} />
      <BalanceChanges balances={transaction.balances} />
      <LogView logs={transaction.logs} />
    </>
  );
}
