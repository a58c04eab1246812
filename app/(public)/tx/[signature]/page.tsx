import { type Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';

import { TransactionPage } from '@/components/transaction/TransactionPage';
import { countChainRead } from '@/lib/indexer/chain-reads';
import { firstTransaction } from '@/lib/queries/first-transaction';

export const dynamic = 'force-dynamic';

export const metadata: Metadata = { title: 'Transaction', robots: { index: false } };

interface TransactionRouteProps {
  readonly params: Promise<{ readonly signature: string }>;
}

export default async function TransactionRoute({ params }: TransactionRouteProps) {
  const { signature } = await params;
  // 64 bytes in base58.
  if (!/^[1-9A-HJ-NP-Za-km-z]{64,88}$/.test(signature)) notFound();
  countChainRead(new Request('http://page/', { headers: new Headers(await headers()) }));
  return <TransactionPage signature={signature} transaction={await firstTransaction(signature)} />;
}
