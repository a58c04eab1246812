import { type Metadata } from 'next';

import { LeasesPage } from '@/components/leases/LeasesPage';

export const metadata: Metadata = { title: 'My leases' };

export default function Leases() {
  return <LeasesPage />;
}
