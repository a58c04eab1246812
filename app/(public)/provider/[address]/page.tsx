import { type Metadata } from 'next';
import { notFound } from 'next/navigation';

import { PublicProfile } from '@/components/provider/profile/PublicProfile';
import { Page } from '@/components/ui/Page';
import { firstProvider } from '@/lib/queries/first-provider';

export const dynamic = 'force-dynamic';

export const metadata: Metadata = {
  title: 'Provider',
  description: 'A provider’s offers, leases, earnings and record.',
};

interface ProfilePageProps {
  readonly params: Promise<{ readonly address: string }>;
}

export default async function ProfilePage({ params }: ProfilePageProps) {
  const { address } = await params;
  const first = await firstProvider(address);
  if (first === 'unknown') notFound();
  return (
    <Page>
      <PublicProfile address={address} first={first} />
    </Page>
  );
}
