'use client';

import { Button } from '@/components/ui/Button';
import { PageLink } from '@/components/ui/PageLink';
import {
  checkTransactionAgain,
  stopWaitingForWallet,
  type TransactionEntry,
} from '@/lib/tx/transaction-centre';
import { isRunning } from '@/lib/tx/transaction-entry';

import { stateLooks } from './state-look';

export interface TransactionTextProps {
  readonly entry: TransactionEntry;
  /** Whether this tab works on it. */
  readonly isHere: boolean;
}

/** What a transaction does, where it stands, and what one can do about it: the same in a toast and in the list. */
export function TransactionText({ entry, isHere }: TransactionTextProps) {
  const { key, title, state, signature, sentence, next } = entry;
  const { label, lamp } = stateLooks[state];
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1">
      <p className="truncate text-sm font-medium">{title}</p>
      <p className="flex items-center gap-2 text-xs text-dim">
        <span aria-hidden className={`size-2 shrink-0 rounded-full ${lamp}`} />
        {label}
        {isRunning(entry) && !isHere && ', in another tab'}
      </p>
      {sentence !== null && <p className="text-xs break-words">{sentence}</p>}
      {next !== null && <p className="text-xs break-words text-dim">{next}</p>}
      <Logs entry={entry} />
      <div className="flex flex-wrap items-center gap-3 empty:hidden">
        {state === 'awaiting-signature' && isHere && (
          <Button size="small" onClick={() => void stopWaitingForWallet(key)}>
            Stop waiting
          </Button>
        )}
        {state === 'unknown' && (
          <Button size="small" onClick={() => void checkTransactionAgain(key)}>
            Check again
          </Button>
        )}
        {signature !== null && (
          <PageLink
            href={`/tx/${signature}`}
            className="py-1 text-xs underline decoration-edge underline-offset-3 hover:decoration-ember"
          >
            See the transaction
          </PageLink>
        )}
      </div>
    </div>
  );
}

function Logs({ entry: { code, logs } }: Pick<TransactionTextProps, 'entry'>) {
  if (logs.length === 0) return null;
  return (
    <details className="text-xs text-dim">
      <summary className="py-1">What the program said ({code})</summary>
      <pre className="max-h-40 overflow-auto rounded-control bg-raised p-2 font-mono text-[0.6875rem] break-all whitespace-pre-wrap">
        {logs.join('\n')}
      </pre>
    </details>
  );
}
