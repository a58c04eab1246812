'use client';

import { type Address } from '@solana/kit';
import { useId, useState } from 'react';

import { Price } from '@/components/primitives/Price';
import { TxButton } from '@/components/primitives/TxButton';
import { Dialog } from '@/components/ui/Dialog';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { formatDuration } from '@/lib/domain/duration';
import { formatPricePerHour } from '@/lib/domain/price';
import { type OfferRow, type PricePoint } from '@/lib/index-api/shapes';
import { type ParamsValues } from '@/lib/pyronet/generated';

import { oddPrice, readPrice } from '../setup/listing-form';
import { ClassPrices } from './ClassPrices';

export interface RepriceDialogProps {
  readonly authority: Address;
  readonly offer: OfferRow;
  readonly pricePerHour: bigint;
  readonly point: PricePoint | undefined;
  readonly isMarketKnown: boolean;
  readonly params: ParamsValues;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onConfirmed: () => void;
}

/** A new price: a cut holds at once, a raise leaves those who are signing the old price time to land. */
export function RepriceDialog(props: RepriceDialogProps) {
  const { authority, offer, pricePerHour, point, params, open, onClose, onConfirmed } = props;
  const id = useId();
  const [text, setText] = useState('');
  const read = readPrice(text, params);
  const isTyped = text.trim() !== '';
  const problem = isTyped && typeof read === 'string' ? read : undefined;
  const price = typeof read === 'bigint' ? read : null;
  const waiting = Number(offer.pending_from_unix_s) > 0;
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
      title="Change the price"
      description="Leases that are running keep the price they were opened at."
      footer={
        <TxButton
          label={price === null ? 'Change the price' : `Ask ${formatPricePerHour(price)}`}
          title="Change the price"
          intentKey={`provider:reprice:${offer.address}`}
          plan={async (signer) =>
            (await import('../plans/plan-offers')).planReprice(
              signer,
              authority,
              offer.address as Address,
              price ?? 0n,
            )
          }
          onConfirmed={finish}
          {...reasonNotTo(price, pricePerHour, waiting)}
        />
      }
    >
      <p className="text-sm">
        In force now: <Price atomsPerHour={pricePerHour} />
      </p>
      <Field
        label="New price"
        htmlFor={id}
        problem={problem}
        hint={
          price === null
            ? 'USDC per GPU and hour.'
            : consequence(price, pricePerHour, params.raiseDelayS, waiting)
        }
      >
        <Input
          id={id}
          figures
          unit="USDC/h"
          inputMode="decimal"
          autoComplete="off"
          value={text}
          maxLength={24}
          invalid={problem !== undefined}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {price !== null && <OddPrice price={price} point={point} />}
      <ClassPrices point={point} isKnown={props.isMarketKnown} />
    </Dialog>
  );
}

function OddPrice({ price, point }: { readonly price: bigint; readonly point: PricePoint | undefined }) {
  const odd = oddPrice(price, point?.median_per_hour_usdc_atoms ?? null);
  return odd === undefined ? null : <p className="text-sm text-warn">{odd}</p>;
}

function consequence(price: bigint, inForce: bigint, raiseDelayS: number, waiting: boolean): string {
  const instead = waiting ? ' The raise that waits is dropped.' : '';
  if (price > inForce) return `A raise: it holds ${formatDuration(raiseDelayS)} after it lands.${instead}`;
  if (price < inForce) return `A cut: it holds as soon as it lands.${instead}`;
  return waiting ? 'Keeps the price, and drops the raise that waits.' : 'That is the price already.';
}

function reasonNotTo(
  price: bigint | null,
  inForce: bigint,
  waiting: boolean,
): { readonly disabledReason?: string } {
  if (price === null) return { disabledReason: 'Enter a price within the network’s bounds.' };
  if (price === inForce && !waiting) return { disabledReason: 'That is the price already.' };
  return {};
}
