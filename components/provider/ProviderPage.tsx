'use client';

import { type Address, getBase58Decoder } from '@solana/kit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { useChainTime } from '@/components/primitives/use-chain-time';
import { useTopics } from '@/components/primitives/use-topics';
import { Button } from '@/components/ui/Button';
import { Late } from '@/components/ui/Late';
import { Notice } from '@/components/ui/Notice';
import { Page } from '@/components/ui/Page';
import { publicNetwork } from '@/lib/env/public-network';
import { queryKeys, marketQuery, providerQuery } from '@/lib/queries/index-queries';
import { networkParamsQuery } from '@/lib/queries/network-params';
import { providerChainQuery } from '@/lib/queries/provider-chain';
import { useAwaitsWallet } from '@/lib/wallet/remembered-wallet';
import { useWallet } from '@/lib/wallet/wallet-store';

import { Introduction } from './Introduction';
import { ProviderSkeleton } from './ProviderSkeleton';
import { isSettingUp } from './setup/setup-checklist';

// Neither shows before a wallet is connected and the chain was read: the page does not wait for their code.
const loadSetUp = async () => ({ default: (await import('./setup/SetUp')).SetUp });
const loadDashboard = async () => ({
  default: (await import('./dashboard/ProviderDashboard')).ProviderDashboard,
});

/** An answer that nobody followed for longer than this, while another page was open, is read again. */
const keptMs = 5_000;

/** What the connected wallet is as a provider: a visitor, on its way, or in business. */
export function ProviderPage() {
  const { address } = useWallet();
  const awaitsWallet = useAwaitsWallet();
  if (address !== null) {
    // Another account is another page: nothing typed or shown for one is carried over to the other.
    return (
      <Page>
        <OwnProvider key={address} authority={address} />
      </Page>
    );
  }
  return <Page>{awaitsWallet ? <ProviderSkeleton /> : <Visitor />}</Page>;
}

function Visitor() {
  const { data: params } = useQuery(networkParamsQuery());
  return <Introduction params={params} />;
}

function OwnProvider({ authority }: { readonly authority: Address }) {
  const client = useQueryClient();
  const chain = useQuery(providerChainQuery(authority));
  const address = chain.data?.address;
  const isRegistered = chain.data?.provider !== null && chain.data !== undefined;
  // A provider that registered a moment ago is news to the index too: it is asked again for a while.
  const detail = useQuery({
    ...providerQuery(address ?? ''),
    enabled: isRegistered,
    staleTime: keptMs,
    retry: 8,
    retryDelay: 1_000,
  });
  const market = useQuery({ ...marketQuery(), staleTime: keptMs, retry: 8 });
  const nowUnixS = useChainTime(2);
  useTopics(address === undefined ? ['market'] : ['market', `provider:${address}`]);

  // The stream says that the account changed; what decides about money is then read from the chain itself.
  const changedInSlot = detail.data?.provider.slot;
  useEffect(
    function readChainAfterChange() {
      if (changedInSlot === undefined) return;
      void client.invalidateQueries({ queryKey: providerChainQuery(authority).queryKey });
    },
    [client, authority, changedInSlot],
  );
  const readAgain = (): void => {
    void client.invalidateQueries({ queryKey: providerChainQuery(authority).queryKey });
    if (address !== undefined) void client.invalidateQueries({ queryKey: queryKeys.provider(address) });
  };

  if (chain.data === undefined) {
    return chain.isError ? <CannotRead what="The chain" onRetry={readAgain} /> : <ProviderSkeleton />;
  }
  if (nowUnixS === null) return <ProviderSkeleton />;
  const shared = {
    authority,
    isLocal: publicNetwork().network === 'localnet',
    genesisHash: getBase58Decoder().decode(chain.data.network.genesisHash),
    chain: chain.data,
    market: market.data,
    nowUnixS,
    onConfirmed: readAgain,
  };
  const provider = chain.data.provider?.data ?? null;
  if (provider === null || isSettingUp(provider)) {
    return <Late key="set-up" load={loadSetUp} props={shared} fallback={<ProviderSkeleton />} />;
  }
  if (detail.data === undefined) {
    return detail.isError ? <CannotRead what="The index" onRetry={readAgain} /> : <ProviderSkeleton />;
  }
  const inBusiness = { ...shared, provider, detail: detail.data };
  return <Late key="dashboard" load={loadDashboard} props={inBusiness} fallback={<ProviderSkeleton />} />;
}

function CannotRead({ what, onRetry }: { readonly what: string; readonly onRetry: () => void }) {
  return (
    <Notice
      tone="error"
      title={`${what} does not answer.`}
      next={<Button onClick={onRetry}>Try again</Button>}
    >
      Your deposits and earnings are on the chain and do not depend on this page.
    </Notice>
  );
}
