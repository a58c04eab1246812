'use client';

import { type TransactionSigner } from '@solana/kit';

import { TxButton } from '@/components/primitives/TxButton';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';

import { keepCard, useKeptCard } from '../setup/kept-card';
import { localMachine } from '../setup/local-machine';
import { MachineStep } from '../setup/MachineStep';
import { type MachineDialogProps } from './FundMachineDialog';

/** Names another machine, or where the same one is reached now. */
export function ConnectMachineDialog(props: MachineDialogProps) {
  const { authority, genesisHash, isLocal, chain, open, onClose, onConfirmed } = props;
  const card = useKeptCard(genesisHash, authority);
  const provider = chain.provider?.data;
  const liveLeases = provider?.liveLeases ?? 0;
  const isOtherKey = card !== null && card.worker_key !== provider?.workerKey;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="Connect a machine"
      description="Names the machine’s key and where it is reached. Offers stay as they are: list anew where the new machine is slower."
      footer={
        <TxButton
          label="Connect this machine"
          title="Connect a machine"
          intentKey={`provider:connect:${authority}`}
          plan={async (signer) => planConnect(signer, authority, card)}
          onConfirmed={() => {
            onClose();
            onConfirmed();
          }}
          {...(card === null ? { disabledReason: 'Read a machine’s card first.' } : {})}
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
      {isOtherKey && liveLeases > 0 && (
        <Notice
          tone="warn"
          title={liveLeases === 1 ? 'A lease is running' : `${liveLeases} leases are running`}
        >
          The machine that serves now loses its key for them: the new one must finish them, or they fail and
          are counted against you.
        </Notice>
      )}
    </Dialog>
  );
}

async function planConnect(
  wallet: TransactionSigner,
  authority: MachineDialogProps['authority'],
  card: ReturnType<typeof useKeptCard>,
) {
  const [{ planConnectMachine }, { failure }] = await Promise.all([
    import('../plans/plan-machine'),
    import('@/lib/domain/result'),
  ]);
  if (card === null) return failure('no_machine', 'No machine is connected.', 'Read its card first.');
  return planConnectMachine(wallet, authority, card);
}
