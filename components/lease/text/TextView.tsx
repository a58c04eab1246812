'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { Notice } from '@/components/ui/Notice';
import { formatCount } from '@/lib/domain/quantity';
import { type GenerationOutline } from '@/lib/engine/outline/generation';
import { TokenText, type Vocabulary } from '@/lib/engine/vocabulary';
import { type LiveLease } from '@/lib/session/browser/live-lease';

import { Downloads } from '../work/Downloads';
import { fetchVocabulary } from './fetch-vocabulary';

export interface TextViewProps {
  readonly live: LiveLease;
  readonly outline: GenerationOutline;
  /** All segments are here. */
  readonly complete: boolean;
  readonly name: string;
}

/** The text as its tokens arrive. */
export default function TextView({ live, outline, complete, name }: TextViewProps) {
  const { data: vocabulary, error } = useQuery({
    queryKey: ['vocabulary', outline.job.modelSha256.join()],
    queryFn: () => fetchVocabulary(outline.job),
    staleTime: Infinity,
    retry: 1,
  });
  if (error !== null) {
    return (
      <div className="p-4 sm:p-5">
        <Notice tone="error" title="The tokens arrive, and cannot be read here.">
          {error.message} The lease goes on and is checked all the same.
        </Notice>
      </div>
    );
  }
  return vocabulary === undefined ? (
    <div className="min-h-40 border-b border-line bg-raised" />
  ) : (
    <Words {...{ live, outline, complete, name, vocabulary }} />
  );
}

/** What the model was given and what it said. */
function Words({
  live,
  outline,
  complete,
  name,
  vocabulary,
}: TextViewProps & { readonly vocabulary: Vocabulary }) {
  const said = useSaid(live, outline, vocabulary);
  const prompt = new TokenText(vocabulary);
  prompt.take(live.read().commission?.input ?? new Uint8Array());
  const { newTokens } = outline.job;
  return (
    <>
      <div className="flex min-h-40 flex-col gap-4 border-b border-line bg-raised px-4 py-5 sm:min-h-64 sm:px-6">
        <p className="border-l-2 border-line pl-3 text-sm whitespace-pre-wrap text-dim">{prompt.text}</p>
        <p className="text-base leading-7 break-words whitespace-pre-wrap" aria-live="off">
          {said.text}
          {!complete && <span aria-hidden className="ml-0.5 inline-block h-4 w-2 bg-ember align-middle" />}
        </p>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 pt-4 sm:px-5">
        <p className="figures text-sm text-dim">
          {formatCount(said.tokens)} tokens
          {complete && (said.ended ? ', the model has finished' : `, stopped at ${formatCount(newTokens)}`)}
        </p>
        {complete && (
          <Downloads
            files={[
              {
                label: 'Save text',
                fileName: `${name}.txt`,
                type: 'text/plain',
                make: () => Promise.resolve(said.text),
              },
            ]}
          />
        )}
      </div>
    </>
  );
}

interface Said {
  readonly text: string;
  readonly tokens: number;
  readonly ended: boolean;
}

const nothing: Said = { text: '', tokens: 0, ended: false };

/** The text so far, growing as segments arrive. */
function useSaid(live: LiveLease, outline: GenerationOutline, vocabulary: Vocabulary): Said {
  const [said, setSaid] = useState(nothing);
  useEffect(() => {
    const text = new TokenText(vocabulary);
    // What is here already is read in the same turn as listening begins, so that nothing falls between.
    if (live.result !== null) text.take(live.result);
    const show = () => setSaid({ text: text.text, tokens: text.tokens, ended: text.ended });
    const first = setTimeout(show);
    const stop = live.onSegment(({ output }) => {
      text.take(output);
      show();
    });
    return () => {
      clearTimeout(first);
      stop();
    };
  }, [live, outline, vocabulary]);
  return said;
}
