import { type ReactNode } from 'react';

import { Badge, type BadgeTone } from '@/components/ui/Badge';

import { type SetUpStepState } from './setup-checklist';

const states: Readonly<Record<SetUpStepState, { readonly label: string; readonly tone: BadgeTone }>> = {
  done: { label: 'done', tone: 'gauge' },
  open: { label: 'to do', tone: 'ember' },
  later: { label: 'later', tone: 'plain' },
  waiting: { label: 'waiting', tone: 'warn' },
};

export interface StepCardProps {
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly state: SetUpStepState;
  /** One line that says what was done, or what the step is for. */
  readonly summary: ReactNode;
  readonly children?: ReactNode;
}

/** One step of the checklist; what has to be entered stands below its summary. */
export function StepCard({ number, id, title, state, summary, children }: StepCardProps) {
  const { label, tone } = states[state];
  return (
    <li
      aria-labelledby={`step-${id}`}
      data-step={id}
      data-state={state}
      className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3 rounded-panel border border-line bg-panel p-4 sm:p-5"
    >
      <span
        aria-hidden
        className={`figures grid size-7 place-items-center rounded-full border text-sm ${
          state === 'done'
            ? 'border-gauge text-gauge'
            : state === 'later'
              ? 'border-line text-dim'
              : 'border-ember text-ember'
        }`}
      >
        {state === 'done' ? '✓' : number}
      </span>
      <div className="flex min-w-0 flex-col gap-4">
        <div className="flex flex-col gap-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h2 id={`step-${id}`} className="text-base font-semibold">
              {title}
            </h2>
            <Badge tone={tone} {...(state === 'waiting' ? { lamp: 'lit' as const } : {})}>
              {label}
            </Badge>
          </div>
          <div className="text-sm text-dim">{summary}</div>
        </div>
        {children}
      </div>
    </li>
  );
}
