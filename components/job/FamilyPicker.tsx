'use client';

import { joinClasses } from '@/components/ui/join-classes';

import { type DraftFamily, draftFamilies } from './job-draft';
import { changeDraft, useJobDraft } from './job-draft-store';

const names: Readonly<Record<DraftFamily, { readonly name: string; readonly sentence: string }>> = {
  rendering: { name: 'Picture', sentence: 'Path tracing of a 3D scene' },
  simulation: { name: 'Simulation', sentence: 'Atoms in motion' },
  generation: { name: 'Text', sentence: 'A language model answers' },
};

/** Which kind of work is ordered. */
export function FamilyPicker() {
  const { family } = useJobDraft();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-3 text-base font-semibold">Work</legend>
      <div className="inline-flex max-w-full flex-wrap gap-1 rounded-panel border border-line bg-panel p-1">
        {draftFamilies.map((one) => (
          <label
            key={one}
            className={joinClasses(
              'relative flex cursor-pointer flex-col rounded-control px-3.5 py-2 transition-colors',
              'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ember',
              one === family ? 'bg-raised' : 'text-dim hover:text-ink',
            )}
          >
            <input
              type="radio"
              name="family"
              value={one}
              checked={one === family}
              onChange={() => changeDraft({ family: one })}
              className="absolute size-px opacity-0"
            />
            <span className="text-sm font-medium">{names[one].name}</span>
            <span className="text-xs text-dim">{names[one].sentence}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
