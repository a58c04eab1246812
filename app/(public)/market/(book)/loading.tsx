import { MarketSkeleton } from '@/components/market/MarketSkeleton';
import { Page } from '@/components/ui/Page';
import { PageHeading } from '@/components/ui/PageHeading';

export default function MarketLoading() {
  return (
    <Page>
      <PageHeading
        title="Market"
        lead="Every offer here can be taken now, at this price, in one transaction. Billed by the second."
      />
      <MarketSkeleton />
    </Page>
  );
}
