'use client';

import { Button } from '@/components/ui/Button';
import { FigureList } from '@/components/ui/FigureList';
import { InfoPopover } from '@/components/ui/InfoPopover';
import { Notice } from '@/components/ui/Notice';
import { Skeleton } from '@/components/ui/Skeleton';
import { formatBytes, formatCompact, formatCount } from '@/lib/domain/quantity';
import { type JobFamily, type JobOutline } from '@/lib/engine/outline/job-outline';

import { useJobDraft } from './job-draft-store';
import { type JobState } from './use-prepared-job';

/** What a job's segments are called, and what it is made of. */
const familyWords: Readonly<Record<JobFamily, { readonly parts: string; readonly matter: string }>> = {
  rendering: { parts: 'Tiles', matter: 'Triangles' },
  simulation: { parts: 'Segments', matter: 'Atoms' },
  generation: { parts: 'Segments', matter: 'Tokens of the prompt' },
};

function matterOf(outline: JobOutline): number {
  switch (outline.family) {
    case 'rendering':
      return outline.job.sceneTriangles;
    case 'simulation':
      return outline.job.atoms;
    case 'generation':
      return outline.job.promptTokens;
  }
}

/** What the job comes to, as the engine in this page planned it. */
export function JobFacts({ state }: { readonly state: JobState }) {
  const { family, generation } = useJobDraft();
  if (state.kind === 'refused') {
    return (
      <Notice
        tone="error"
        urgent
        title={state.problem.message}
        next={<Button onClick={state.retry}>Try again</Button>}
      >
        {state.problem.next}
      </Notice>
    );
  }
  if (state.kind === 'incomplete') {
    const isUnasked = family === 'generation' && generation.question.trim() === '';
    return (
      <Notice
        tone="warn"
        title={isUnasked ? 'Write above what you ask.' : 'Some settings above need another value.'}
      />
    );
  }
  const facts = state.kind === 'ready' ? state.job : undefined;
  const figure = (text: string | undefined) => text ?? <Skeleton className="my-1 h-4 w-16" />;
  const words = familyWords[facts?.outline.family ?? family];
  const units = facts?.plan.cumulativeUnits.at(-1) ?? 0n;
  return (
    <div aria-busy={state.kind !== 'ready' || state.isOutdated}>
      <FigureList
        figures={[
          {
            label: words.parts,
            value: figure(facts && formatCount(facts.plan.segmentCount)),
            note: 'each checked as it arrives',
          },
          {
            label: words.matter,
            value: figure(facts && formatCount(matterOf(facts.outline))),
            note: facts ? `${formatBytes(BigInt(facts.input.length))} to upload` : ' ',
          },
          {
            label: 'Work units',
            value: figure(facts && formatCompact(units)),
            note: (
              <>
                most that can be billed{' '}
                <InfoPopover about="work units">
                  The engine counts what the job needs before it starts, the same number on every machine:{' '}
                  {facts ? formatCount(units) : ''} units here. An offer guarantees a number of them per
                  second, and no second beyond that is billed.
                </InfoPopover>
              </>
            ),
          },
        ]}
      />
    </div>
  );
}
