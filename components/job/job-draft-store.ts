import { useSyncExternalStore } from 'react';

import { firstDraft, type JobDraft, parseDraft, printDraft } from './job-draft';

const key = 'pyronet/job-draft';
const listeners = new Set<() => void>();
let draft: JobDraft | undefined;

/** The tab's draft of a job. The server renders the first one; what the tab remembers follows at once. */
export function useJobDraft(): JobDraft {
  return useSyncExternalStore(subscribe, readDraft, () => firstDraft);
}

/** Changes parts of the draft and remembers it for as long as the tab lives. */
export function changeDraft(change: Partial<JobDraft>): void {
  draft = { ...readDraft(), ...change };
  try {
    sessionStorage.setItem(key, printDraft(draft));
  } catch {
    // A browser that allows no storage forgets the draft at the next reload; nothing else depends on it.
  }
  for (const listener of listeners) listener();
}

function readDraft(): JobDraft {
  return (draft ??= parseDraft(readStored()));
}

function readStored(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
