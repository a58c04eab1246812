import { isAddress } from '@solana/kit';
import { type Metadata } from 'next';
import { notFound } from 'next/navigation';

import { RentOffer } from './RentOffer';

export const metadata: Metadata = { title: 'Rent', robots: { index: false } };

export default async function RentPage({ params }: { readonly params: Promise<{ readonly offer: string }> }) {
  const { offer } = await params;
  if (!isAddress(offer)) notFound();
  return <RentOffer offer={offer} />;
}
