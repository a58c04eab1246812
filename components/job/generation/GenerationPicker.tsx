'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';

import { Field } from '@/components/ui/Field';
import { joinClasses } from '@/components/ui/join-classes';
import { Notice } from '@/components/ui/Notice';
import { Skeleton } from '@/components/ui/Skeleton';
import { formatBytes, formatCount } from '@/lib/domain/quantity';
import { type KnownModel } from '@/lib/models/known-model';

import { AdvancedFields, type ExplainedField } from '../AdvancedFields';
import { changeDraft, useJobDraft } from '../job-draft-store';
import {
  firstGeneration,
  type GenerationNumber,
  generationRanges,
  longestQuestion,
  readGeneration,
} from './generation-form';
import { modelsQuery } from './models-query';

const explained: readonly ExplainedField<GenerationNumber>[] = [
  { field: 'newTokens', hint: 'A token is about three quarters of a word.' },
  { field: 'temperature', hint: 'Higher is more surprising; 0 always takes the likeliest word.' },
  { field: 'topP', hint: 'Share of the likeliest words that are drawn from.' },
  { field: 'seed', hint: 'The same seed gives the same text, to the last letter.' },
];

/** A question to a language model. */
export default function GenerationPicker() {
  const { generation, model } = useJobDraft();
  const { data: models, isError } = useQuery(modelsQuery);
  const first = models?.[0];
  useEffect(() => {
    if (model === null && first !== undefined) changeDraft({ model: first });
  }, [model, first]);
  const change = (form: Partial<typeof generation>) =>
    changeDraft({ generation: { ...generation, ...form } });
  const reading = readGeneration(generation, { sha256: '', bytes: 1n });
  const problems = reading.ok ? {} : reading.problems;
  const isPreset = (Object.keys(generationRanges) as GenerationNumber[]).every(
    (field) => generation[field] === firstGeneration[field],
  );
  return (
    <>
      <fieldset className="flex min-w-0 flex-col gap-3">
        <legend className="mb-3 text-base font-semibold">Model</legend>
        {isError ? (
          <Notice tone="error" title="The models of this site cannot be listed just now." />
        ) : models === undefined ? (
          <Skeleton className="h-16 w-full" />
        ) : models.length === 0 ? (
          <Notice tone="warn" title="This site holds no language model yet.">
            Whoever runs it gets one with <code className="font-mono text-xs">npm run model:fetch</code>.
          </Notice>
        ) : (
          models.map((one) => (
            <ModelCard key={one.sha256} model={one} chosen={one.sha256 === model?.sha256} />
          ))
        )}
      </fieldset>
      <fieldset className="flex min-w-0 flex-col gap-3">
        <legend className="mb-3 text-base font-semibold">Prompt</legend>
        <Words
          id="question"
          label="What do you ask?"
          rows={4}
          text={generation.question}
          onChange={(question) => change({ question })}
        />
        <Words
          id="system"
          label="How should it answer? (may stay empty)"
          rows={2}
          text={generation.system}
          onChange={(system) => change({ system })}
        />
        <AdvancedFields
          id="generation"
          fields={explained}
          ranges={generationRanges}
          form={generation}
          problems={problems}
          onChange={(field, text) => change({ [field]: text })}
          isPreset={isPreset}
        />
      </fieldset>
    </>
  );
}

function ModelCard({ model, chosen }: { readonly model: KnownModel; readonly chosen: boolean }) {
  const { name, sentence, licence, bytes, context, sha256 } = model;
  return (
    <label
      className={joinClasses(
        'relative flex cursor-pointer flex-col gap-1 rounded-panel border bg-panel px-3 py-2.5 transition-colors',
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ember',
        chosen ? 'border-ember' : 'border-line hover:border-edge',
      )}
    >
      <input
        type="radio"
        name="model"
        value={sha256}
        checked={chosen}
        onChange={() => changeDraft({ model })}
        className="absolute size-px opacity-0"
      />
      <span className="text-sm font-medium">{name}</span>
      <span className="text-xs text-dim">{sentence}</span>
      <span className="text-[0.6875rem] leading-4 text-dim">
        {formatBytes(BigInt(bytes))}, {formatCount(context)} tokens at most, {licence}
      </span>
    </label>
  );
}

interface WordsProps {
  readonly id: string;
  readonly label: string;
  readonly rows: number;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

function Words({ id, label, rows, text, onChange }: WordsProps) {
  return (
    <Field label={label} htmlFor={`generation-${id}`}>
      <textarea
        id={`generation-${id}`}
        rows={rows}
        maxLength={longestQuestion}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        className="w-full resize-y rounded-control border border-edge bg-night px-3 py-2 text-base sm:text-sm"
      />
    </Field>
  );
}
