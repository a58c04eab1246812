'use client';

import { useEffect, useRef } from 'react';
import { toast, Toaster } from 'sonner';

import { isRunning, type TransactionState } from '@/lib/tx/transaction-entry';
import { type TransactionEntry, useTransactionView } from '@/lib/tx/transaction-centre';

import { toastId } from './toast-id';
import { ToastCard } from './ToastCard';

const readingMs = 8_000;

/** One toast per transaction, which changes with it in place. It stays until there is nothing left to do about it. */
export function TransactionToasts() {
  const { entries, here, asked } = useTransactionView();
  const shown = useRef(new Map<string, TransactionEntry>());
  const dismissed = useRef(new Map<string, TransactionState>());
  const answered = useRef(0);

  useEffect(() => {
    const isAsked = asked !== null && asked.times !== answered.current;
    answered.current = asked?.times ?? 0;
    for (const entry of entries) {
      const { key } = entry;
      const wanted = isAsked && asked.key === key;
      if (!wanted && (!here.has(key) || shown.current.get(key) === entry)) continue;
      shown.current.set(key, entry);
      // Closed while it ran: its steps are no news, its end is.
      const wasClosed = dismissed.current.has(key);
      if (!wanted && wasClosed && isRunning(entry)) continue;
      dismissed.current.delete(key);
      show(entry, here.has(key), () => dismissed.current.set(key, entry.state));
      if (wanted) focusToast(key);
    }
  }, [entries, here, asked]);

  return (
    <Toaster
      position="bottom-right"
      visibleToasts={4}
      gap={10}
      containerAriaLabel="Transactions"
      className="!font-sans"
    />
  );
}

function show(entry: TransactionEntry, isHere: boolean, onDismiss: () => void): void {
  toast.custom(() => <ToastCard entry={entry} isHere={isHere} onClose={() => toast.dismiss(entry.key)} />, {
    id: entry.key,
    duration: staysOpen(entry.state) ? Infinity : readingMs,
    unstyled: true,
    onDismiss,
  });
}

function staysOpen(state: TransactionState): boolean {
  return state !== 'confirmed' && state !== 'rejected';
}

function focusToast(key: string): void {
  // It may be a toast that has just been made again.
  requestAnimationFrame(() => document.getElementById(toastId(key))?.focus());
}
