'use client';

import { Button } from '@/components/ui/Button';
import { Field } from '@/components/ui/Field';
import { NativeSelect } from '@/components/ui/NativeSelect';
import { formatVram } from '@/lib/domain/quantity';
import { type ClassRow } from '@/lib/index-api/shapes';
import { type Matches } from '@/lib/matching/match-offers';
import { askedFor, noRequirement, type Requirement } from '@/lib/matching/requirement';
import { tiers } from '@/lib/matching/tiers';
import { regions } from '@/lib/pyronet/regions';

import { DraftInput } from './DraftInput';
import { FacetGroup } from './FacetGroup';
import { PriceLimit } from './PriceLimit';

const vramChoicesMib = [8, 12, 16, 24, 32, 40, 48, 80].map((gib) => gib * 1_024);
const reputationPoints = [50, 75, 90, 95, 99] as const;
const reputationPerPoint = 10_000n;

export interface FilterPanelProps {
  readonly classes: readonly ClassRow[];
  /** Null while only a part of the book is known. */
  readonly facets: Matches['facets'] | null;
  readonly requirement: Requirement;
  readonly onChange: (requirement: Requirement) => void;
}

/** What a renter may ask for. */
export function FilterPanel({ classes, facets, requirement, onChange }: FilterPanelProps) {
  const change = (changes: Partial<Requirement>) => onChange({ ...requirement, ...changes });
  return (
    <form className="flex flex-col gap-5" onSubmit={(event) => event.preventDefault()}>
      <Field label="Search" htmlFor="market-text">
        <DraftInput
          id="market-text"
          type="search"
          maxLength={80}
          placeholder="model, provider, region"
          value={requirement.text}
          onSettle={(text) => change({ text })}
        />
      </Field>
      <FacetGroup
        legend="GPU model"
        choices={classes.map(({ class_id, name }) => ({
          value: class_id,
          label: name.replace(/^NVIDIA /, ''),
        }))}
        chosen={requirement.classIds}
        counts={facets?.class ?? null}
        onChange={(classIds) => change({ classIds })}
      />
      <PriceLimit
        limit={requirement.maxPricePerHour}
        onChange={(maxPricePerHour) => change({ maxPricePerHour })}
      />
      <VramSelect minMib={requirement.minVramMib} onChange={(minVramMib) => change({ minVramMib })} />
      <FacetGroup
        legend="Region"
        choices={regions
          .filter(
            ({ regionId }) =>
              facets === null || facets.region.has(regionId) || requirement.regions.includes(regionId),
          )
          .map(({ regionId, name }) => ({ value: regionId, label: name }))}
        chosen={requirement.regions}
        counts={facets?.region ?? null}
        onChange={(chosen) => change({ regions: chosen })}
      />
      <FacetGroup
        legend="Tier"
        choices={tiers.map(({ tierId, name }) => ({ value: tierId, label: name }))}
        chosen={requirement.tiers}
        counts={facets?.tier ?? null}
        onChange={(chosen) => change({ tiers: chosen })}
      />
      <ReputationSelect
        least={requirement.minReputation}
        onChange={(minReputation) => change({ minReputation })}
      />
      <Button
        size="small"
        disabled={askedFor(requirement).length === 0}
        onClick={() => onChange(noRequirement)}
      >
        Clear all filters
      </Button>
    </form>
  );
}

function VramSelect(props: {
  readonly minMib: number | null;
  readonly onChange: (minMib: number | null) => void;
}) {
  const { minMib, onChange } = props;
  const choices =
    minMib === null || vramChoicesMib.includes(minMib) ? vramChoicesMib : [minMib, ...vramChoicesMib];
  return (
    <Field label="VRAM at least" htmlFor="market-vram">
      <NativeSelect
        id="market-vram"
        value={minMib ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? null : Number(target.value))}
      >
        <option value="">any</option>
        {choices.map((mib) => (
          <option key={mib} value={mib}>
            {formatVram(mib)}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}

function ReputationSelect(props: {
  readonly least: bigint | null;
  readonly onChange: (least: bigint | null) => void;
}) {
  const { least, onChange } = props;
  const points = least === null ? null : Number(least / reputationPerPoint);
  const choices: readonly number[] =
    points === null || reputationPoints.some((one) => one === points)
      ? reputationPoints
      : [points, ...reputationPoints];
  return (
    <Field label="Reputation at least" htmlFor="market-reputation">
      <NativeSelect
        id="market-reputation"
        value={points ?? ''}
        onChange={({ target }) =>
          onChange(target.value === '' ? null : BigInt(target.value) * reputationPerPoint)
        }
      >
        <option value="">any</option>
        {choices.map((one) => (
          <option key={one} value={one}>
            {one} of 100
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}
