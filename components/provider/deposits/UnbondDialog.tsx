'use client';

import { useState } from 'react';

import { TxButton } from '@/components/primitives/TxButton';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';
import { formatDuration } from '@/lib/domain/duration';
import { formatPyro, parsePyro } from '@/lib/domain/pyro';
import { formatUsdc, parseUsdc } from '@/lib/domain/usdc';

import { type DepositDialogProps } from './AddDepositDialog';
import { AmountField, amountProblem } from './AmountField';

/** Starts to take out bond or stake. */
export function UnbondDialog(props: DepositDialogProps) {
  const { open, onClose, title, authority, view, unbondingSeconds, unbondWarning, onConfirmed } = props;
  const [text, setText] = useState('');
  const { unit, deposit, free, unbonding } = view;
  const parsed = unit === 'USDC' ? parseUsdc(text) : parsePyro(text);
  const format = unit === 'USDC' ? formatUsdc : formatPyro;
  const problem = amountProblem(text, parsed, free, `Only ${format(free)} ${unit} are free.`);
  const isSound = parsed.ok && problem === undefined && parsed.value > 0n;
  const warning = isSound ? unbondWarning(parsed.value) : undefined;
  const name = `Take out ${title.toLowerCase()}`;
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
      description={`It stops counting at once. ${formatDuration(unbondingSeconds)} later you can withdraw it, if then no lease is served, no bond is locked and no evidence counts.`}
      footer={
        <TxButton
          label={isSound ? `Take out ${format(parsed.value)} ${unit}` : name}
          title={name}
          intentKey={`provider:unbond:${unit}:${authority}`}
          plan={async (signer) =>
            (await import('../plans/plan-deposits')).planUnbond(
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
        most={{ text: format(free), of: 'Free' }}
        problem={problem}
      />
      {unbonding > 0n && (
        <Notice tone="warn" title="The time starts anew">
          {format(unbonding)} {unit} are on their way out already: asking for more starts their time again.
        </Notice>
      )}
      {warning !== undefined && (
        <Notice tone="warn" title="Your offers">
          {warning}
        </Notice>
      )}
    </Dialog>
  );
}
