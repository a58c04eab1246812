import { isSignature } from '@solana/kit';

import { answer, Refusal } from '@/lib/indexer/answer';
import { countChainRead } from '@/lib/indexer/chain-reads';
import { readTransaction } from '@/lib/indexer/read-transaction';
import { transactionDetailOf } from '@/lib/indexer/transaction-detail';

export const dynamic = 'force-dynamic';

/** One transaction: `transactionDetail` of `lib/index-api/shapes.ts`. 404 while the chain does not have it. */
export function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly signature: string }> },
): Promise<Response> {
  return answer(request, async (index) => {
    countChainRead(request);
    const { signature } = await params;
    if (!isSignature(signature))
      throw new Refusal(400, 'bad_signature', 'This is no transaction signature.', 'Check the link.');
    const transaction = await readTransaction(index.client, signature);
    if (transaction !== null) return transactionDetailOf(index.asOf, index.network, transaction);
    throw new Refusal(
      404,
      'no_transaction',
      'The chain does not have this transaction.',
      'One that was just sent appears within seconds; one that expired never does.',
    );
  });
}
