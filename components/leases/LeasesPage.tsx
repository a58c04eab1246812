'use client';

import { type Address } from '@solana/kit';

import { Button } from '@/components/ui/Button';
import { ButtonLink } from '@/components/ui/ButtonLink';
import { Card } from '@/components/ui/Card';
import { Empty } from '@/components/ui/Empty';
import { Page } from '@/components/ui/Page';
import { PageHeading } from '@/components/ui/PageHeading';
import { useAwaitsWallet } from '@/lib/wallet/remembered-wallet';
import { openWalletSheet, useWallet } from '@/lib/wallet/wallet-store';

import { LeaseListPanel, ListSkeleton } from './LeaseListPanel';
import { StoredSessions } from './StoredSessions';
import { useProviderAddress } from './use-provider-address';
import { useStoredLeases } from './use-stored-leases';

/** What the connected wallet rents, and what it serves. */
export function LeasesPage() {
  const { status, address } = useWallet();
  const awaitsWallet = useAwaitsWallet();
  return (
    <Page>
      <PageHeading
        title="My leases"
        lead="Everything that runs or ran for this wallet."
        aside={
          <ButtonLink href="/market" tone="primary">
            Rent a machine
          </ButtonLink>
        }
      />
      {address !== null && <Leases wallet={address} />}
      {address === null && awaitsWallet && <ListSkeleton />}
      {address === null && !awaitsWallet && <NoWallet isConnecting={status === 'connecting'} />}
    </Page>
  );
}

function Leases({ wallet }: { readonly wallet: Address }) {
  const here = useStoredLeases();
  const provider = useProviderAddress(wallet);
  return (
    <>
      <StoredSessions renter={wallet} here={here} />
      <LeaseListPanel
        title="You rent"
        lead="Jobs that machines of others do for you."
        party={{ renter: wallet }}
        here={here}
        empty={
          <Empty title="No lease yet" next={<ButtonLink href="/market">See what is offered</ButtonLink>}>
            Choose a machine on the market, give it something to compute, and sign once. It appears here at
            once.
          </Empty>
        }
      />
      {provider !== null && (
        <LeaseListPanel
          title="You serve"
          lead="Jobs that your machines do for others."
          party={{ provider }}
          here={here}
          empty={
            <Empty
              title="Your machines serve nobody"
              next={<ButtonLink href="/provider">Provide a machine</ButtonLink>}
            >
              Put a machine on the market, and the leases it serves appear here.
            </Empty>
          }
        />
      )}
    </>
  );
}

function NoWallet({ isConnecting }: { readonly isConnecting: boolean }) {
  return (
    <Card flush>
      <Empty
        title="Connect a wallet to see its leases"
        next={
          <Button tone="primary" busy={isConnecting} onClick={openWalletSheet}>
            {isConnecting ? 'Connecting…' : 'Connect a wallet'}
          </Button>
        }
      >
        Here you will find what you rent and what you serve: its state, what it has cost so far, and its
        segments as they arrive.
      </Empty>
    </Card>
  );
}
