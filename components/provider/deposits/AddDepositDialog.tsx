'use client';

import { useState } from 'react';

import { TxButton } from '@/components/primitives/TxButton';
import { Dialog } from '@/components/ui/Dialog';
import { formatPyro, parsePyro } from '@/lib/domain/pyro';
import { formatUsdc, parseUsdc } from '@/lib/domain/usdc';

import { AmountField, amountProblem } from './AmountField';
import { type DepositPanelProps } from './DepositPanel';

export interface DepositDialogProps extends DepositPanelProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Moves more of the wallet's tokens into bond or stake. */
export function AddDepositDialog({
  open,
  onClose,
  title,
  authority,
  view,
  walletAtoms,
  onConfirmed,
}: DepositDialogProps) {
  const [text, setText] = useState('');
  const { unit, deposit } = view;
  const parsed = unit === 'USDC' ? parseUsdc(text) : parsePyro(text);
  const format = unit === 'USDC' ? formatUsdc : formatPyro;
  const problem = amountProblem(
    text,
    parsed,
    walletAtoms,
    `Your wallet holds ${format(walletAtoms)} ${unit}.`,
  );
  const isSound = parsed.ok && problem === undefined && parsed.value > 0n;
  const name = `Add ${title.toLowerCase()}`;
  const finish = (): void => {
    setText('');
    onClose();
    onConfirmed();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={name}
      description="It counts at once, and stays yours."
      footer={
        <TxButton
          label={isSound ? `Add ${format(parsed.value)} ${unit}` : name}
          title={name}
          intentKey={`provider:add:${unit}:${authority}`}
          plan={async (signer) =>
            (await import('../plans/plan-deposits')).planAddDeposit(
              signer,
              authority,
              deposit,
              parsed.ok ? parsed.value : 0n,
            )
          }
          onConfirmed={finish}
          {...(isSound ? {} : { disabledReason: problem ?? 'Enter an amount.' })}
        />
      }
    >
      <AmountField
        label="Amount"
        unit={unit}
        text={text}
        onText={setText}
        most={{ text: format(walletAtoms), of: 'Your wallet holds' }}
        problem={problem}
      />
    </Dialog>
  );
}
