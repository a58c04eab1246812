import { type Metadata } from 'next';
import { type ReactNode } from 'react';

import { Queries } from '@/components/primitives/Queries';
import { SiteFrame } from '@/components/primitives/SiteFrame';
import { TransactionIsland } from '@/components/transactions/TransactionIsland';
import { AppIsland } from '@/components/wallet/AppIsland';
import { WalletButton } from '@/components/wallet/WalletButton';
import { readEnvironment } from '@/lib/env/environment';
import { publicNetworkMeta, publicNetworkOf } from '@/lib/env/public-network';

export const dynamic = 'force-dynamic';

export const metadata: Metadata = { robots: { index: false, follow: false } };

/** Pages of the product: they know the network and a wallet, which arrives when the page is idle. */
export default function AppLayout({ children }: { readonly children: ReactNode }) {
  const reading = readEnvironment(process.env);
  if (!reading.ok) throw new Error(reading.problems.map((problem) => problem.sentence).join(' '));
  const network = publicNetworkOf(reading.environment);
  return (
    <Queries>
      <meta name={publicNetworkMeta} content={JSON.stringify(network)} />
      <SiteFrame network={network.network} wallet={<WalletButton />}>
        {children}
      </SiteFrame>
      <AppIsland />
      <TransactionIsland />
    </Queries>
  );
}
