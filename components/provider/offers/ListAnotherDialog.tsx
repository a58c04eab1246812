'use client';

import { type Address } from '@solana/kit';
import { useState } from 'react';

import { TxButton } from '@/components/primitives/TxButton';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';
import { type MarketSnapshot } from '@/lib/index-api/shapes';
import { type ProviderChain } from '@/lib/queries/provider-chain';

import { defaultFields } from '../setup/default-fields';
import { keepCard, useKeptCard } from '../setup/kept-card';
import { ListStep } from '../setup/ListStep';
import { classesOf, listableClasses } from '../setup/listable-classes';
import { localMachine } from '../setup/local-machine';
import { MachineStep } from '../setup/MachineStep';
import { readSetUp, type SetUpFields } from '../setup/setup-form';

export interface ListAnotherDialogProps {
  readonly authority: Address;
  readonly genesisHash: string;
  readonly isLocal: boolean;
  readonly chain: ProviderChain;
  readonly market: MarketSnapshot | undefined;
  readonly onConfirmed: () => void;
}

/** Lists one more offer of the connected machine. */
export function ListAnotherDialog(props: ListAnotherDialogProps) {
  const { authority, genesisHash, isLocal, chain, market, onConfirmed } = props;
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<Partial<SetUpFields>>({});
  const card = useKeptCard(genesisHash, authority);
  const provider = chain.provider?.data ?? null;
  const { params } = chain.network;
  const fields = { ...defaultFields({ card, provider, market, params }), ...typed };
  const { steps, problems } = readSetUp(fields, ['list'], {
    params,
    stakedPyroAtoms: provider?.stake ?? 0n,
  });
  const finish = (): void => {
    setTyped({});
    setOpen(false);
    onConfirmed();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>List an offer</Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="List an offer"
        description="0.00300672 SOL of rent come back when you withdraw it."
        footer={
          <TxButton
            label="List the offer"
            title="List an offer"
            intentKey={`provider:list:${authority}`}
            plan={async (signer) =>
              (await import('../plans/plan-set-up')).planSetUp(signer, { authority, card, chosen: steps })
            }
            onConfirmed={finish}
            {...(card === null
              ? { disabledReason: 'Connect a machine first.' }
              : steps === null
                ? { disabledReason: 'A field has a problem: it is marked.' }
                : {})}
          />
        }
      >
        <MachineStep
          authority={authority}
          genesisHash={genesisHash}
          card={card}
          onCard={(next) => keepCard(genesisHash, authority, next)}
          local={isLocal ? localMachine(authority) : null}
        />
        {provider !== null && provider.offers > 0 && (
          <Notice tone="warn" title="One machine, several offers">
            Your machine serves {card?.gpu_count ?? 1} at a time. While it does, whoever takes another of your
            offers is refused or left waiting, and waiting is counted against you.
          </Notice>
        )}
        {card !== null && (
          <ListStep
            fields={fields}
            problems={problems}
            onChange={(change) => setTyped((before) => ({ ...before, ...change }))}
            classes={listableClasses(classesOf(market), card, provider?.tier ?? 0)}
            prices={market?.prices}
            card={card}
            params={params}
          />
        )}
      </Dialog>
    </>
  );
}
