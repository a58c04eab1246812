'use client';

import { useId } from 'react';

import { DemoLabel } from '@/components/primitives/DemoLabel';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { Select } from '@/components/ui/Select';
import { type WorkerCard } from '@/lib/blobs/worker-card';
import { formatCompact } from '@/lib/domain/quantity';
import { type ClassRow, type PricePoint } from '@/lib/index-api/shapes';
import { type ParamsValues } from '@/lib/pyronet/generated';

import { ClassPrices } from '../offers/ClassPrices';
import { oddPrice, readPrice } from './listing-form';
import { type StepFieldsProps } from './RegisterStep';

export interface ListStepProps extends StepFieldsProps {
  /** Classes that this machine may be listed in. */
  readonly classes: readonly ClassRow[];
  /** The newest prices of the market, one a class; undefined while they are not known. */
  readonly prices: readonly PricePoint[] | undefined;
  readonly card: WorkerCard;
  readonly params: ParamsValues;
}

/** The terms of the offer. */
export function ListStep({ fields, problems, onChange, classes, prices, card, params }: ListStepProps) {
  const id = useId();
  const point = prices?.find(({ class_id }) => class_id === fields.classId);
  const price = readPrice(fields.price, params);
  const odd =
    typeof price === 'bigint' ? oddPrice(price, point?.median_per_hour_usdc_atoms ?? null) : undefined;
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Class" htmlFor={`${id}-class`} hint="What renters find it under.">
          <Select
            id={`${id}-class`}
            label="Class"
            value={String(fields.classId)}
            choices={classes.map(({ class_id, name }) => ({ value: String(class_id), label: name }))}
            onChange={(classId) => onChange({ classId: Number(classId) })}
          />
        </Field>
        <div className="flex flex-col gap-1.5">
          <Field label="Price" htmlFor={`${id}-price`} hint={odd} problem={problems.price}>
            <Input
              id={`${id}-price`}
              figures
              unit="USDC/h"
              inputMode="decimal"
              autoComplete="off"
              value={fields.price}
              maxLength={24}
              invalid={problems.price !== undefined}
              aria-describedby={`${id}-price-hint ${id}-market`}
              onChange={(event) => onChange({ price: event.target.value })}
            />
          </Field>
          <div id={`${id}-market`}>
            <ClassPrices point={point} isKnown={prices !== undefined} />
          </div>
        </div>
        <Field label="Shortest lease" htmlFor={`${id}-min`} problem={problems.minMinutes}>
          <Input
            id={`${id}-min`}
            figures
            unit="min"
            inputMode="numeric"
            value={fields.minMinutes}
            maxLength={9}
            invalid={problems.minMinutes !== undefined}
            aria-describedby={`${id}-min-hint`}
            onChange={(event) => onChange({ minMinutes: event.target.value })}
          />
        </Field>
        <Field label="Longest lease" htmlFor={`${id}-max`} problem={problems.maxHours}>
          <Input
            id={`${id}-max`}
            figures
            unit="h"
            inputMode="numeric"
            value={fields.maxHours}
            maxLength={9}
            invalid={problems.maxHours !== undefined}
            aria-describedby={`${id}-max-hint`}
            onChange={(event) => onChange({ maxHours: event.target.value })}
          />
        </Field>
      </div>
      <p className="text-sm text-dim">
        The offer guarantees {formatCompact(BigInt(card.guaranteed_units_per_s))} work units a second, from
        the machine’s own measurement: renters are billed by work at that speed, so a faster machine is done
        sooner for the same money.
      </p>
      {card.local_only && (
        <p className="flex flex-wrap items-center gap-2 text-sm text-dim">
          <DemoLabel long /> The listing carries this label: on the local network a machine may wear any
          class.
        </p>
      )}
    </div>
  );
}
