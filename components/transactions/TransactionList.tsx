'use client';

import { Dialog } from '@/components/ui/Dialog';
import { Empty } from '@/components/ui/Empty';
import { showTransactionList, useTransactionView } from '@/lib/tx/transaction-centre';

import { TransactionText } from './TransactionText';

/** What was done on this chain from this browser, newest first; it outlives the page. */
export function TransactionList() {
  const { entries, here } = useTransactionView();
  return (
    <Dialog
      open
      onOpenChange={showTransactionList}
      title="Transactions"
      description="Done from this browser, on this chain."
    >
      {entries.length === 0 ? (
        <Empty title="None yet">Whatever you sign here shows up, with what became of it.</Empty>
      ) : (
        <ol className="flex flex-col divide-y divide-line">
          {entries.map((entry) => (
            <li key={entry.key} className="flex items-start gap-3 py-3">
              <TransactionText entry={entry} isHere={here.has(entry.key)} />
              <time
                dateTime={new Date(entry.startedAt).toISOString()}
                className="figures shrink-0 text-xs text-dim"
              >
                {new Date(entry.startedAt).toLocaleString(undefined, {
                  dateStyle: 'short',
                  timeStyle: 'short',
                })}
              </time>
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  );
}
