import { type TransactionDetail } from '@/lib/index-api/shapes';
import { indexServer } from '@/lib/indexer/index-server';
import { readTransaction } from '@/lib/indexer/read-transaction';
import { transactionDetailOf } from '@/lib/indexer/transaction-detail';

/** The transaction that a page shows: `unknown` to the chain so far, or null when the chain does not answer. Server only. */
export async function firstTransaction(signature: string): Promise<TransactionDetail | 'unknown' | null> {
  const index = await indexServer().index();
  if (index === null) return null;
  try {
    const transaction = await readTransaction(index.client, signature);
    return transaction === null ? 'unknown' : transactionDetailOf(index.asOf, index.network, transaction);
  } catch {
    return null;
  }
}
