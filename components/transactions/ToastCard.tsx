'use client';

import { toastId } from './toast-id';
import { TransactionText, type TransactionTextProps } from './TransactionText';

export interface ToastCardProps extends TransactionTextProps {
  readonly onClose: () => void;
}

/** The look of a transaction's toast. */
export function ToastCard({ entry, isHere, onClose }: ToastCardProps) {
  return (
    <div
      id={toastId(entry.key)}
      tabIndex={-1}
      data-transaction-state={entry.state}
      className="flex w-[min(22rem,calc(100vw-2rem))] items-start gap-2 rounded-panel border border-line bg-panel p-3 text-ink shadow-xl"
    >
      <TransactionText entry={entry} isHere={isHere} />
      <button
        type="button"
        aria-label={`Close: ${entry.title}`}
        onClick={onClose}
        className="grid size-7 shrink-0 place-items-center rounded-control text-dim hover:bg-raised hover:text-ink"
      >
        <svg aria-hidden viewBox="0 0 16 16" className="size-3.5" stroke="currentColor" strokeWidth="1.5">
          <path d="m4 4 8 8m0-8-8 8" />
        </svg>
      </button>
    </div>
  );
}
