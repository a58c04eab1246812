'use client';

import { type Address } from '@solana/kit';
import { useState } from 'react';

import { PageHeading } from '@/components/ui/PageHeading';
import { type WorkerCard } from '@/lib/blobs/worker-card';
import { type MarketSnapshot } from '@/lib/index-api/shapes';

import { type ProviderChain } from '@/lib/queries/provider-chain';
import { keepCard, useKeptCard } from './kept-card';
import { classesOf, listableClasses } from './listable-classes';
import { localMachine } from './local-machine';
import { setUpChecklist } from './setup-checklist';
import { readSetUp, type SetUpFields } from './setup-form';
import { SetUpSigning } from './SetUpSigning';
import { SetUpSteps } from './SetUpSteps';
import { defaultFields } from './default-fields';

export interface SetUpProps {
  readonly isLocal: boolean;
  readonly authority: Address;
  readonly genesisHash: string;
  readonly chain: ProviderChain;
  /** Undefined until the market is known: prices then stand beside the fields. */
  readonly market: MarketSnapshot | undefined;
  /** Unix seconds by the chain's clock. */
  readonly nowUnixS: number;
  readonly onConfirmed: () => void;
}

/** From a wallet to a machine on the market. What is done is what the chain says is done. */
export function SetUp({ isLocal, authority, genesisHash, chain, market, nowUnixS, onConfirmed }: SetUpProps) {
  const card = useKeptCard(genesisHash, authority);
  const [typed, setTyped] = useState<Partial<SetUpFields>>({});
  const provider = chain.provider?.data ?? null;
  const { params } = chain.network;
  const steps = setUpChecklist({
    hasCard: card !== null,
    provider,
    leastBondAtoms: params.bondPerLeaseMin,
    nowUnixS,
  });
  const fields = { ...defaultFields({ card, provider, market, params }), ...typed };
  const stakedPyroAtoms = provider?.stake ?? 0n;
  const open = steps.filter(({ id, state }) => state === 'open' && id !== 'machine').map(({ id }) => id);
  const read = readSetUp(fields, open, { params, stakedPyroAtoms });
  return (
    <>
      <PageHeading
        legend="Provide"
        title="Put your machine on the market"
        lead="Five steps, and one signature for all that is left of them. Each is seen on the chain, so you can stop anywhere and go on in any tab."
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <SetUpSteps
          steps={steps}
          card={card}
          onCard={(next: WorkerCard | null) => keepCard(genesisHash, authority, next)}
          local={isLocal ? localMachine(authority) : null}
          authority={authority}
          genesisHash={genesisHash}
          fields={fields}
          problems={read.problems}
          onChange={(change) => setTyped((before) => ({ ...before, ...change }))}
          chain={chain}
          classes={listableClasses(classesOf(market), card, Math.max(provider?.tier ?? 0, fields.tier))}
          prices={market?.prices}
          allClasses={classesOf(market)}
        />
        <SetUpSigning
          authority={authority}
          card={card}
          chain={chain}
          taking={open}
          chosen={read.steps}
          onConfirmed={onConfirmed}
        />
      </div>
    </>
  );
}
