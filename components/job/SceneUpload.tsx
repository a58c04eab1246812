'use client';

import { type ReactNode, useId, useState } from 'react';

import { joinClasses } from '@/components/ui/join-classes';
import { formatBytes } from '@/lib/domain/quantity';

import { acceptedEndings, largestFileBytes } from './scene-upload';
import { type UploadState } from './use-scene-upload';

export interface SceneUploadProps {
  readonly state: UploadState;
  readonly onFiles: (files: readonly File[]) => void;
  /** The uploaded scene that is chosen now; null for none. */
  readonly chosenName: string | null;
}

/** Where a visitor's own file goes: dropped on it, or chosen in the browser's dialog. */
export function SceneUpload({ state, onFiles, chosenName }: SceneUploadProps) {
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
            accept={acceptedEndings}
            aria-describedby={`${id}-state`}
            className="absolute size-px opacity-0"
            onChange={(event) => {
              onFiles([...(event.target.files ?? [])]);
              // The same file, changed on disk, can be chosen again.
              event.target.value = '';
            }}
          />
        </label>
        <span className="text-dim">
          or drop it here: GLB, glTF or PLY, up to {formatBytes(BigInt(largestFileBytes))}
        </span>
      </div>
      <div id={`${id}-state`} role="status" className="flex flex-col gap-1">
        <UploadLine state={state} chosenName={chosenName} />
      </div>
    </div>
  );
}

function UploadLine({
  state,
  chosenName,
}: {
  readonly state: UploadState;
  readonly chosenName: string | null;
}): ReactNode {
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
      Ready to render: <bdi className="font-mono text-xs text-ink">{chosenName}</bdi>
    </span>
  );
}
