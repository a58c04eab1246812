'use client';

import { Late } from '@/components/ui/Late';
import { useTransactionView } from '@/lib/tx/transaction-centre';

const loadToasts = async () => ({ default: (await import('./TransactionToasts')).TransactionToasts });
const loadList = async () => ({ default: (await import('./TransactionList')).TransactionList });

/** Toasts and list of transactions; loaded with the first one. */
export function TransactionIsland() {
  const { here, asked, isListOpen } = useTransactionView();
  return (
    <>
      {(here.size > 0 || asked !== null) && <Late load={loadToasts} props={{}} missing={null} />}
      {isListOpen && <Late load={loadList} props={{}} missing={null} />}
    </>
  );
}
