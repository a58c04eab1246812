'use client';

import { useState } from 'react';

import { TxButton } from '@/components/primitives/TxButton';
import { Dialog } from '@/components/ui/Dialog';
import { formatSol, parseSol } from '@/lib/domain/sol';

import { AmountField, amountProblem } from '../deposits/AmountField';
import { type MachinePanelProps } from './MachinePanel';

export interface MachineDialogProps extends MachinePanelProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Left in the wallet for fees of its own. */
const keptLamports = 1_000_000n;

/** Sends SOL to the machine's key. */
export function FundMachineDialog({ authority, chain, open, onClose, onConfirmed }: MachineDialogProps) {
  const [text, setText] = useState('0.1');
  const { lamports } = chain.holdings;
  const most = lamports > keptLamports ? lamports - keptLamports : 0n;
  const parsed = parseSol(text);
  const problem = amountProblem(text, parsed, most, `Your wallet can spare ${formatSol(most)} SOL.`);
  const isSound = parsed.ok && parsed.value > 0n && problem === undefined;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="Fill the machine’s purse"
      description="The machine pays its own fees, and 0.0085 SOL for each result until its evidence time is over; that part comes back to its key."
      footer={
        <TxButton
          label={isSound ? `Send ${formatSol(parsed.value)} SOL` : 'Send SOL'}
          title="Fill the machine’s purse"
          intentKey={`provider:fund-machine:${authority}`}
          plan={async (signer) =>
            (await import('../plans/plan-machine')).planFundMachine(
              signer,
              authority,
              parsed.ok ? parsed.value : 0n,
            )
          }
          onConfirmed={() => {
            onClose();
            onConfirmed();
          }}
          {...(isSound ? {} : { disabledReason: problem ?? 'Enter an amount.' })}
        />
      }
    >
      <AmountField
        label="Amount"
        unit="SOL"
        text={text}
        onText={setText}
        most={{ text: formatSol(most), of: 'Your wallet can spare' }}
        problem={problem}
      />
    </Dialog>
  );
}
