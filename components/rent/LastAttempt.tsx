'use client';

import { Button } from '@/components/ui/Button';
import { Notice } from '@/components/ui/Notice';
import { checkTransactionAgain } from '@/lib/tx/transaction-centre';
import { type TransactionEntry } from '@/lib/tx/transaction-entry';

/** What became of the last attempt to sign for this lease, where it did not open. */
export function LastAttempt({ entry }: { readonly entry: TransactionEntry }) {
  switch (entry.state) {
    case 'rejected':
      return (
        <Notice title={entry.sentence ?? 'It was not signed.'}>
          Nothing was sent and nothing was charged. Your job and this quote are as you left them.
        </Notice>
      );
    case 'failed':
    case 'expired':
      return (
        <Notice tone="warn" title={entry.sentence ?? 'The lease did not open.'}>
          {entry.next} The escrow has not left your purse.
        </Notice>
      );
    case 'unknown':
      return (
        <Notice
          tone="warn"
          title="It is not known yet whether the lease opened."
          next={<Button onClick={() => void checkTransactionAgain(entry.key)}>Check again</Button>}
        >
          {entry.sentence} {entry.next}
        </Notice>
      );
    default:
      return null;
  }
}
