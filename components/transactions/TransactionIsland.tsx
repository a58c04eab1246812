'use client';

import { lazy, Suspense } from 'react';

import { useTransactionView } from '@/lib/tx/transaction-centre';

const TransactionToasts = lazy(async () => ({
  default: (await import('./TransactionToasts')).TransactionToasts,
}));
const TransactionList = lazy(async () => ({
  default: (await import('./TransactionList')).TransactionList,
}));

/** Toasts and list of transactions; loaded with the first one. */
export function TransactionIsland() {
  const { here, asked, isListOpen } = useTransactionView();
  return (
    <Suspense fallback={null}>
      {(here.size > 0 || asked !== null) && <TransactionToasts />}
      {isListOpen && <TransactionList />}
    </Suspense>
  );
}
