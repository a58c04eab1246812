'use client';

import { useQuery } from '@tanstack/react-query';

import { AddressText } from '@/components/primitives/AddressText';
import { FeedLost } from '@/components/primitives/FeedLost';
import { Freshness } from '@/components/primitives/Freshness';
import { useTopics } from '@/components/primitives/use-topics';
import { Button } from '@/components/ui/Button';
import { Notice } from '@/components/ui/Notice';
import { PageHeading } from '@/components/ui/PageHeading';
import { formatInstant } from '@/lib/domain/duration';
import { readableText } from '@/lib/domain/stranger-text';
import { type ProviderDetail } from '@/lib/index-api/shapes';
import { providerQuery } from '@/lib/queries/index-queries';

import { ProviderSkeleton } from '../ProviderSkeleton';
import { ProfileSections } from './ProfileSections';

const keptMs = 5_000;

export interface ProviderProfileProps {
  readonly address: string;
  /** The server's answer; null when its index was not ready. */
  readonly first: ProviderDetail | null;
}

/** A provider as everybody may see it. */
export function ProviderProfile({ address, first }: ProviderProfileProps) {
  const { data, isError, refetch } = useQuery({
    ...providerQuery(address),
    staleTime: keptMs,
    ...(first === null ? {} : { initialData: first }),
  });
  useTopics([`provider:${address}`]);
  if (data === undefined) {
    if (!isError) return <ProviderSkeleton />;
    return (
      <>
        <h1 className="sr-only">Provider</h1>
        <Notice
          tone="error"
          title="This provider cannot be read."
          next={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          The index does not answer, or the chain has no such provider.
        </Notice>
      </>
    );
  }
  const { provider } = data;
  const name = readableText(provider.name, 48);
  return (
    <>
      <PageHeading
        legend={provider.tier === 0 ? 'Provider' : `Provider · tier ${provider.tier}`}
        title={<bdi>{name === '' ? `${address.slice(0, 4)}…${address.slice(-4)}` : name}</bdi>}
        lead={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
            <AddressText address={address} />
            <span>since {formatInstant(Number(provider.registered_at_unix_s)).slice(0, 10)}</span>
          </span>
        }
        aside={<Freshness firstSlot={data.as_of.slot} />}
      />
      <ProfileSections detail={data} />
      <FeedLost />
    </>
  );
}
