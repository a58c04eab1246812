'use client';

import { type QueryKey } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';

import { Button } from '@/components/ui/Button';
import { type ButtonSize, type ButtonTone } from '@/components/ui/button-look';
import { type ActionPlan } from '@/lib/actions/plan';
import { type Problem, type Result } from '@/lib/domain/result';
import { type Confirmed } from '@/lib/tx/outcome';
import { askFor, submitTransaction, useTransaction } from '@/lib/tx/transaction-centre';
import { isRunning, type TransactionState } from '@/lib/tx/transaction-entry';
import { type WalletSigner, walletSigner } from '@/lib/wallet/wallet-signer';
import { openWalletSheet, useWallet } from '@/lib/wallet/wallet-store';

export interface TxButtonProps {
  readonly label: string;
  /** Names the wish: while it runs, in whichever tab, the button shows it instead of starting it again. */
  readonly intentKey: string;
  /** What the toast and the list of transactions call it. */
  readonly title: string;
  /** Made when pressed, from what holds then. The signer is the connected account. */
  readonly plan: (signer: WalletSigner) => Promise<Result<ActionPlan>>;
  readonly onConfirmed?: (outcome: Confirmed) => void;
  /** Why it cannot be pressed now; shown below it. */
  readonly disabledReason?: string | undefined;
  /** Answers that change with it. */
  readonly changes?: readonly QueryKey[];
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
  readonly className?: string;
}

/** The one button that leads to a signature. Without a wallet it opens the sheet; the transaction shows in its toast. */
export function TxButton(props: TxButtonProps) {
  const { label, intentKey, disabledReason, tone = 'primary', size, className } = props;
  const { status, cannotSignBecause } = useWallet();
  const entry = useTransaction(intentKey);
  const { press, isPlanning, problem } = usePress(props);
  const noteId = useId();
  const running = entry !== null && isRunning(entry) ? entry : null;
  const reason = status === 'connected' ? (cannotSignBecause ?? disabledReason) : undefined;
  const isWaiting = isPlanning || status === 'starting' || status === 'connecting';
  const isBlocked = running === null && (isWaiting || reason !== undefined);
  const note = reason ?? (problem === null ? undefined : `${problem.message} ${problem.next}`);

  const act = (): void => {
    if (isBlocked) return;
    if (running !== null) askFor(intentKey);
    else if (status !== 'connected') openWalletSheet();
    else press();
  };

  return (
    <span className="flex flex-col gap-2">
      <Button
        tone={tone}
        {...(size === undefined ? {} : { size })}
        {...(className === undefined ? {} : { className })}
        // Not `disabled`: a button that loses its focus while it works throws its user back to the top of the page.
        aria-disabled={isBlocked || undefined}
        aria-busy={running !== null || isPlanning || undefined}
        aria-describedby={note === undefined ? undefined : noteId}
        onClick={act}
      >
        {running !== null || isPlanning ? words[running?.state ?? 'building'] : label}
      </Button>
      {note !== undefined && (
        <span
          id={noteId}
          role={problem === null ? undefined : 'alert'}
          className={`text-sm ${problem === null ? 'text-dim' : 'text-danger'}`}
        >
          {note}
        </span>
      )}
    </span>
  );
}

const words: Readonly<Partial<Record<TransactionState, string>>> = {
  building: 'Preparing…',
  simulating: 'Trying it out…',
  'awaiting-signature': 'Waiting for your wallet…',
  sending: 'Sending…',
  confirming: 'Confirming…',
};

function usePress({ intentKey, title, plan, onConfirmed, changes = [] }: TxButtonProps) {
  const [isPlanning, setPlanning] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isBusy = useRef(false);

  const run = async (): Promise<void> => {
    const planned = await planWith(plan);
    setPlanning(false);
    if (!planned.ok) {
      setProblem(planned.problem);
      return;
    }
    const outcome = await submitTransaction({ key: intentKey, title, plan: planned.value, changes });
    if (outcome.kind === 'confirmed') onConfirmed?.(outcome);
  };
  const press = (): void => {
    // Two presses can come before the first is drawn.
    if (isBusy.current) return;
    isBusy.current = true;
    setProblem(null);
    setPlanning(true);
    void run().finally(() => {
      isBusy.current = false;
      setPlanning(false);
    });
  };
  return { press, isPlanning, problem };
}

async function planWith(plan: TxButtonProps['plan']): Promise<Result<ActionPlan>> {
  try {
    const signer = await walletSigner();
    if (signer === null) return { ok: false, problem: noWallet };
    return await plan(signer);
  } catch (error) {
    const message = error instanceof Error ? error.message : 'It could not be prepared.';
    return { ok: false, problem: { code: 'not_prepared', message, next: 'Try again.' } };
  }
}

const noWallet: Problem = {
  code: 'no_wallet',
  message: 'No wallet that can sign is connected.',
  next: 'Connect one and try again.',
};
