'use client';

import { useState } from 'react';

import { Card } from '@/components/ui/Card';
import { Field } from '@/components/ui/Field';
import { NativeSelect } from '@/components/ui/NativeSelect';
import { SectionHeading } from '@/components/ui/SectionHeading';
import { Slider } from '@/components/ui/Slider';
import { accruedForTime } from '@/lib/domain/accrual';
import { formatDuration } from '@/lib/domain/duration';
import { escrowFor, formatPricePerHour, formatPricePerSecond } from '@/lib/domain/price';
import { formatUsdc } from '@/lib/domain/usdc';
import { type ClassRow } from '@/lib/index-api/shapes';

import { type FirstPrices, useLivePrices } from './use-live-prices';

/** Lengths of job to choose from, in seconds: every one a length somebody would ask for. */
const lengthsS = [1, 5, 15, 30, 60, 120, 300, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400] as const;
const firstChoice = 4;

export interface CostGaugeProps {
  readonly classes: readonly ClassRow[];
  readonly first: FirstPrices | null;
}

/** What a length of time costs on a model, at its lowest ask. */
export function CostGauge({ classes, first }: CostGaugeProps) {
  const prices = useLivePrices(first);
  const [classId, setClassId] = useState<number>();
  const [choice, setChoice] = useState(firstChoice);
  const offered = classes.filter(
    ({ class_id }) => (prices.get(class_id)?.lowest_per_hour_usdc_atoms ?? null) !== null,
  );
  const shown = offered.find(({ class_id }) => class_id === classId) ?? offered[0];
  const lowest =
    shown === undefined ? null : (prices.get(shown.class_id)?.lowest_per_hour_usdc_atoms ?? null);
  const seconds = lengthsS[choice] ?? lengthsS[firstChoice];
  const length = formatDuration(seconds);
  return (
    <section aria-labelledby="cost" className="flex flex-col gap-5">
      <SectionHeading
        id="cost"
        title="What a second costs"
        lead="No rounding up to the minute, no minimum. Try a length:"
      />
      <Card scale className="flex flex-col gap-5">
        {shown === undefined || lowest === null ? (
          <p className="text-sm text-dim">No machine asks a price right now.</p>
        ) : (
          <>
            <div className="flex flex-wrap items-end justify-between gap-4">
              <Field label="GPU model" htmlFor="cost-model">
                <NativeSelect
                  id="cost-model"
                  value={shown.class_id}
                  onChange={({ target }) => setClassId(Number(target.value))}
                >
                  {offered.map(({ class_id, name }) => (
                    <option key={class_id} value={class_id}>
                      {name}
                    </option>
                  ))}
                </NativeSelect>
              </Field>
              <p className="text-right">
                <span className="figures block text-3xl text-ember">
                  {formatUsdc(escrowFor(lowest, BigInt(seconds)), { minimumDecimals: 6 })}
                </span>
                <span className="text-xs text-dim">USDC at most, at {formatPricePerHour(lowest)}</span>
              </p>
            </div>
            <div className="flex flex-col gap-1">
              <label htmlFor="cost-length" className="flex justify-between text-sm">
                <span className="font-medium">Length of the job</span>
                <span className="figures">{length}</span>
              </label>
              <Slider
                id="cost-length"
                min={0}
                max={lengthsS.length - 1}
                step={1}
                value={choice}
                valueText={length}
                onChange={({ target }) => setChoice(Number(target.value))}
              />
            </div>
            <CostFacts atomsPerHour={lowest} seconds={BigInt(seconds)} />
          </>
        )}
      </Card>
    </section>
  );
}

/** What the length means second by second: the smallest step, and what stopping early gives back. */
function CostFacts(props: { readonly atomsPerHour: bigint; readonly seconds: bigint }) {
  const { atomsPerHour, seconds } = props;
  const half = seconds / 2n;
  const earnedByHalf = accruedForTime(atomsPerHour, half);
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4 text-sm">
      <dl className="flex flex-col gap-2">
        <CostFact label="Each second" value={formatPricePerSecond(atomsPerHour)} />
        <CostFact
          label={`Put into the lease’s own escrow for ${formatDuration(Number(seconds))}`}
          value={`${formatUsdc(escrowFor(atomsPerHour, seconds), { minimumDecimals: 6 })} USDC`}
        />
        {half > 0n && (
          <CostFact
            label={`Yours again if you stop after ${formatDuration(Number(half))}`}
            value={`${formatUsdc(escrowFor(atomsPerHour, seconds) - earnedByHalf, { minimumDecimals: 6 })} USDC`}
          />
        )}
      </dl>
      <p className="text-xs text-dim">
        Earned = ⌊rate × seconds ÷ 3600⌋, in millionths of a USDC. The quote adds fees and deposits you get
        back.
      </p>
    </div>
  );
}

function CostFact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4">
      <dt className="text-dim">{label}</dt>
      <dd className="figures">{value}</dd>
    </div>
  );
}
