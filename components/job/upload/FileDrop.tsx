'use client';

import { type ReactNode, useId, useState } from 'react';

import { joinClasses } from '@/components/ui/join-classes';

import { type UploadState } from './use-file-upload';

export interface FileDropProps {
  readonly state: UploadState;
  readonly onFiles: (files: readonly File[]) => void;
  /** Endings that the file dialog offers. */
  readonly accept: string;
  /** Which kinds of file are taken, and how large. */
  readonly kinds: string;
  /** What a chosen file is ready for. */
  readonly readyTo: string;
  /** The uploaded file that is chosen now; null for none. */
  readonly chosenName: string | null;
}

/** Where a visitor's own file goes: dropped on it, or chosen in the browser's dialog. */
export function FileDrop({ state, onFiles, accept, kinds, readyTo, chosenName }: FileDropProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
      className={joinClasses(
        'flex flex-col gap-2 rounded-panel border border-dashed px-4 py-3.5 text-sm transition-colors',
        over ? 'border-ember bg-ember/10' : 'border-edge/70',
      )}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <label
          htmlFor={id}
          className="inline-flex min-h-9 cursor-pointer items-center rounded-control border border-edge/60 bg-panel px-3 font-medium hover:border-edge hover:bg-raised has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ember"
        >
          Choose your own file
          <input
            id={id}
            type="file"
            accept={accept}
            aria-describedby={`${id}-state`}
            className="absolute size-px opacity-0"
            onChange={(event) => {
              onFiles([...(event.target.files ?? [])]);
              // The same file, changed on disk, can be chosen again.
              event.target.value = '';
            }}
          />
        </label>
        <span className="text-dim">or drop it here: {kinds}</span>
      </div>
      <div id={`${id}-state`} role="status" className="flex flex-col gap-1">
        <UploadLine state={state} readyTo={readyTo} chosenName={chosenName} />
      </div>
    </div>
  );
}

function UploadLine({
  state,
  readyTo,
  chosenName,
}: Pick<FileDropProps, 'state' | 'readyTo' | 'chosenName'>): ReactNode {
  if (state.kind === 'reading') {
    return (
      <span className="text-dim">
        Reading <bdi className="font-mono text-xs">{state.name}</bdi> in this page…
      </span>
    );
  }
  if (state.kind === 'refused') {
    return (
      <>
        <span className="text-danger">
          <bdi className="font-mono text-xs">{state.name}</bdi>: {state.problem.message}
        </span>
        <span className="text-dim">{state.problem.next}</span>
      </>
    );
  }
  if (chosenName === null) {
    return (
      <span className="text-xs text-dim">It is read in this page and goes to the machine you rent.</span>
    );
  }
  return (
    <span className="text-gauge">
      Ready to {readyTo}: <bdi className="font-mono text-xs text-ink">{chosenName}</bdi>
    </span>
  );
}
