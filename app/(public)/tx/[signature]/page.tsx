import { type Metadata } from 'next';
import { notFound } from 'next/navigation';

import { Queries } from '@/components/primitives/Queries';
import { TransactionPage } from '@/components/transaction/TransactionPage';

export const metadata: Metadata = { title: 'Transaction', robots: { index: false } };

interface TransactionRouteProps {
  readonly params: Promise<{ readonly signature: string }>;
}

export default async function TransactionRoute({ params }: TransactionRouteProps) {
  const { signature } = await params;
  // 64 bytes in base58.
  if (!/^[1-9A-HJ-NP-Za-km-z]{64,88}$/.test(signature)) notFound();
  return (
    <Queries>
      <TransactionPage signature={signature} />
    </Queries>
  );
}
