import { type Metadata } from 'next';

import { ProviderPage } from '@/components/provider/ProviderPage';

export const metadata: Metadata = {
  title: 'Provide a machine',
  description: 'Put your machine on the market, and see what it earns.',
};

export default function Provide() {
  return <ProviderPage />;
}
