import { AddressText } from '@/components/primitives/AddressText';
import { Page } from '@/components/ui/Page';
import { PageHeading } from '@/components/ui/PageHeading';
import { type TransactionDetail } from '@/lib/index-api/shapes';

import { AskAgain } from './AskAgain';
import { TransactionReport } from './TransactionReport';

export interface TransactionPageProps {
  readonly signature: string;
  /** `unknown` to the chain so far, null when it does not answer. */
  readonly transaction: TransactionDetail | 'unknown' | null;
}

/** One transaction, for chains that no public explorer reaches. */
export function TransactionPage({ signature, transaction }: TransactionPageProps) {
  return (
    <Page>
      <PageHeading
        legend="Transaction"
        title={titleOf(transaction)}
        lead={<AddressText address={signature} keep={12} />}
      />
      {transaction === 'unknown' && <AskAgain because="unknown" />}
      {transaction === null && <AskAgain because="silent" />}
      {transaction !== null && transaction !== 'unknown' && <TransactionReport transaction={transaction} />}
    </Page>
  );
}

function titleOf(transaction: TransactionPageProps['transaction']): string {
  if (transaction === null || transaction === 'unknown') return 'A transaction';
  return transaction.error === null ? 'It succeeded' : 'It failed';
}
