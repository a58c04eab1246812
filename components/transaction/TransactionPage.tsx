'use client';

import { useQuery } from '@tanstack/react-query';

import { AddressText } from '@/components/primitives/AddressText';
import { Button } from '@/components/ui/Button';
import { Notice } from '@/components/ui/Notice';
import { Page } from '@/components/ui/Page';
import { PageHeading } from '@/components/ui/PageHeading';
import { IndexError } from '@/lib/index-api/client';
import { transactionQuery } from '@/lib/queries/index-queries';

import { TransactionReport } from './TransactionReport';
import { TransactionSkeleton } from './TransactionSkeleton';

/** A transaction that was just sent lands within this time or hardly ever: a blockhash lives about 150 slots. */
const patienceMs = 90_000;
const askEveryMs = 1_500;

/** One transaction, for chains that no public explorer reaches. */
export function TransactionPage({ signature }: { readonly signature: string }) {
  const { data, error, refetch, isFetching, errorUpdateCount } = useQuery({
    ...transactionQuery(signature),
    retry: false,
    refetchInterval: ({ state }) =>
      isUnknown(state.error) && state.errorUpdateCount * askEveryMs < patienceMs ? askEveryMs : false,
  });
  const waits = isUnknown(error) && errorUpdateCount * askEveryMs < patienceMs;
  return (
    <Page>
      <PageHeading
        legend="Transaction"
        title={data === undefined ? 'A transaction' : data.error === null ? 'It succeeded' : 'It failed'}
        lead={<AddressText address={signature} keep={12} />}
      />
      {data !== undefined && <TransactionReport transaction={data} />}
      {data === undefined && error === null && <TransactionSkeleton />}
      {waits && (
        <Notice title="The chain does not hold this transaction yet.">
          One that was just sent appears here within seconds; this page keeps asking.
        </Notice>
      )}
      {data === undefined && error !== null && !waits && (
        <Notice
          tone={isUnknown(error) ? 'warn' : 'error'}
          title={isUnknown(error) ? 'The chain does not know this transaction.' : error.message}
          next={
            <Button busy={isFetching} onClick={() => void refetch()}>
              Ask again
            </Button>
          }
        >
          {isUnknown(error)
            ? 'It never landed, belongs to another network, or is older than what this node keeps. What never landed has charged nothing.'
            : error instanceof IndexError && error.next}
        </Notice>
      )}
    </Page>
  );
}

function isUnknown(error: unknown): boolean {
  return error instanceof IndexError && error.status === 404;
}
