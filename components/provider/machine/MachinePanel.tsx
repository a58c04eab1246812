'use client';

import { type Address } from '@solana/kit';
import { useState } from 'react';

import { AddressText } from '@/components/primitives/AddressText';
import { Button } from '@/components/ui/Button';
import { Card } from '@/components/ui/Card';
import { Notice } from '@/components/ui/Notice';
import { SectionHeading } from '@/components/ui/SectionHeading';
import { formatSol } from '@/lib/domain/sol';
import { type ProviderChain } from '@/lib/queries/provider-chain';

import { ConnectMachineDialog } from './ConnectMachineDialog';
import { FundMachineDialog } from './FundMachineDialog';

export interface MachinePanelProps {
  readonly authority: Address;
  readonly genesisHash: string;
  readonly isLocal: boolean;
  readonly chain: ProviderChain;
  readonly isLive: boolean;
  readonly onConfirmed: () => void;
}

/** The machine behind the offers: its key, its purse, and how to start or replace it. */
export function MachinePanel(props: MachinePanelProps) {
  const { authority, isLocal, chain, isLive } = props;
  const [open, setOpen] = useState<'fund' | 'connect' | null>(null);
  const close = (): void => setOpen(null);
  const provider = chain.provider?.data;
  if (provider === undefined) return null;
  return (
    <section id="machine" aria-labelledby="machine-title" className="flex scroll-mt-20 flex-col gap-4">
      <SectionHeading
        id="machine-title"
        title="Machine"
        lead="Its key signs for leases and nothing else: it cannot move your deposits or your earnings."
      />
      <Card className="flex flex-col gap-4">
        <dl className="grid gap-4 text-sm sm:grid-cols-3">
          <div className="flex flex-col gap-1">
            <dt className="legend text-dim">Key</dt>
            <dd>
              <AddressText address={provider.workerKey} />
            </dd>
          </div>
          <div className="flex flex-col gap-1">
            <dt className="legend text-dim">Purse for fees</dt>
            <dd className="figures">
              {chain.workerLamports === null ? '—' : formatSol(chain.workerLamports)}{' '}
              <span className="text-[0.85em] text-dim">SOL</span>
            </dd>
          </div>
          <div className="flex flex-col gap-1">
            <dt className="legend text-dim">Paid to</dt>
            <dd>
              <AddressText address={provider.payout} />
            </dd>
          </div>
        </dl>
        {!isLive && <StartMachine authority={authority} isLocal={isLocal} />}
        <div className="flex flex-wrap gap-2">
          <Button size="small" onClick={() => setOpen('fund')}>
            Fill purse
          </Button>
          <Button size="small" onClick={() => setOpen('connect')}>
            Connect another machine
          </Button>
        </div>
      </Card>
      <FundMachineDialog {...props} open={open === 'fund'} onClose={close} />
      <ConnectMachineDialog {...props} open={open === 'connect'} onClose={close} />
    </section>
  );
}

function StartMachine({ authority, isLocal }: Pick<MachinePanelProps, 'authority' | 'isLocal'>) {
  return (
    <Notice tone="warn" title="The machine does not show itself">
      {isLocal ? (
        <p>
          The machine of this computer starts serving within a few seconds. If it does not, see that{' '}
          <code className="font-mono text-xs">npm start</code> still runs.
        </p>
      ) : (
        <p>
          Start it with{' '}
          <code className="font-mono text-xs break-all">npm run worker -- serve --for {authority}</code>. It
          renews its sign of life by itself.
        </p>
      )}
    </Notice>
  );
}
