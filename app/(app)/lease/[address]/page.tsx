import { isAddress } from '@solana/kit';
import { type Metadata } from 'next';
import { notFound } from 'next/navigation';

import { LeaseRoute } from './LeaseRoute';

export const metadata: Metadata = { title: 'Lease', robots: { index: false } };

export default async function Lease({ params }: { readonly params: Promise<{ readonly address: string }> }) {
  const { address } = await params;
  if (!isAddress(address)) notFound();
  return <LeaseRoute address={address} />;
}
