import { type JobFamily } from '@/lib/engine/outline/job-outline';

/** How a page calls the parts of a job and what they make up. */
export interface WorkWords {
  readonly part: string;
  readonly parts: string;
  readonly whole: string;
}

const words: Readonly<Record<JobFamily, WorkWords>> = {
  rendering: { part: 'tile', parts: 'tiles', whole: 'picture' },
  simulation: { part: 'segment', parts: 'segments', whole: 'simulation' },
  generation: { part: 'segment', parts: 'segments', whole: 'text' },
};

/** The words of a family; null where it is not known, for the chain holds hashes alone. */
export function workWords(family: JobFamily | null): WorkWords {
  return family === null ? { part: 'segment', parts: 'segments', whole: 'result' } : words[family];
}

export const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
