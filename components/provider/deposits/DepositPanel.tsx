'use client';

import { type Address } from '@solana/kit';
import { type ReactNode, useState } from 'react';

import { Amount } from '@/components/primitives/Amount';
import { Countdown } from '@/components/primitives/Countdown';
import { TxButton } from '@/components/primitives/TxButton';
import { Button } from '@/components/ui/Button';
import { Card } from '@/components/ui/Card';
import { formatDuration, formatInstant } from '@/lib/domain/duration';

import { AddDepositDialog } from './AddDepositDialog';
import { type DepositView } from './deposit-view';
import { UnbondDialog } from './UnbondDialog';

export interface DepositPanelProps {
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  readonly authority: Address;
  readonly view: DepositView;
  /** What the wallet holds of the token, in atoms. */
  readonly walletAtoms: bigint;
  readonly unbondingSeconds: number;
  readonly lockedLabel: string;
  /** What becomes of the provider when it takes some out. */
  readonly unbondWarning: (atoms: bigint) => string | undefined;
  readonly children?: ReactNode;
  readonly onConfirmed: () => void;
}

/** Bond or stake: what counts, what is held and why, and how it leaves. */
export function DepositPanel(props: DepositPanelProps) {
  const { id, title, lead, authority, view, unbondingSeconds, lockedLabel, children, onConfirmed } = props;
  const [open, setOpen] = useState<'add' | 'unbond' | null>(null);
  const { unit, free, locked, unbonding, deposit } = view;
  const close = (): void => setOpen(null);
  const withdrawTitle = `Withdraw ${title.toLowerCase()}`;
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h3 id={id} className="text-base font-semibold">
          {title}
        </h3>
        <p className="text-sm text-dim">{lead}</p>
      </div>
      <dl className="flex flex-col divide-y divide-line text-sm">
        <Row label="Free" amount={<Amount atoms={free} unit={unit} />} />
        <Row label={lockedLabel} amount={<Amount atoms={locked} unit={unit} />} />
        <Row label="Unbonding" amount={<Amount atoms={unbonding} unit={unit} />} />
      </dl>
      {children}
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => setOpen('add')}>
          Add {title.toLowerCase()}
        </Button>
        <Button size="small" disabled={free === 0n} onClick={() => setOpen('unbond')}>
          Take out…
        </Button>
        {unbonding > 0n && (
          <TxButton
            size="small"
            tone={view.heldBecause === null ? 'primary' : 'secondary'}
            className="self-start"
            label={withdrawTitle}
            title={withdrawTitle}
            intentKey={`provider:withdraw:${unit}:${authority}`}
            plan={async (signer) =>
              (await import('../plans/plan-deposits')).planWithdraw(signer, authority, deposit)
            }
            onConfirmed={onConfirmed}
            {...(view.heldBecause === null ? {} : { disabledReason: view.heldBecause })}
          />
        )}
      </div>
      <Leaving view={view} unbondingSeconds={unbondingSeconds} />
      <AddDepositDialog {...props} open={open === 'add'} onClose={close} />
      <UnbondDialog {...props} open={open === 'unbond'} onClose={close} />
    </Card>
  );
}

function Row({ label, amount }: { readonly label: string; readonly amount: ReactNode }) {
  return (
    <div className="flex justify-between gap-4 py-1.5">
      <dt className="text-dim">{label}</dt>
      <dd>{amount}</dd>
    </div>
  );
}

function Leaving({ view, unbondingSeconds }: Pick<DepositPanelProps, 'view' | 'unbondingSeconds'>) {
  const { unbonding, heldBecause, heldUntil } = view;
  if (unbonding === 0n) {
    return (
      <p className="text-xs text-dim">
        What you take out stops counting at once and can be withdrawn {formatDuration(unbondingSeconds)}{' '}
        later, while nothing holds it.
      </p>
    );
  }
  if (heldBecause === null)
    return <p className="text-xs text-gauge">Ready: withdraw it whenever you like.</p>;
  // What else holds it stands below the button.
  if (heldUntil === null) return null;
  return (
    <p className="text-xs text-dim">
      Not before {formatInstant(Number(heldUntil))} (<Countdown untilUnixS={Number(heldUntil)} over="over" />
      ).
    </p>
  );
}
