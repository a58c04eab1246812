import { type Metadata } from 'next';

import { LiveMarket } from '@/components/market/LiveMarket';
import { Queries } from '@/components/primitives/Queries';
import { Page } from '@/components/ui/Page';
import { readBookView } from '@/lib/matching/requirement-url';
import { firstMarket } from '@/lib/queries/first-market';

export const dynamic = 'force-dynamic';

export const metadata: Metadata = {
  title: 'Market',
  description:
    'Every GPU that can be rented by the second right now: model, region, price, speed, reputation.',
};

interface MarketPageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function MarketPage({ searchParams }: MarketPageProps) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) {
    if (typeof value === 'string') parameters.set(name, value);
  }
  return (
    <Page>
      <Queries>
        <LiveMarket first={await firstMarket(readBookView(parameters))} />
      </Queries>
    </Page>
  );
}
