'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { failure, type Problem, success } from '@/lib/domain/result';

import { readableFileName } from './file-name';
import { changeDraft } from './job-draft-store';
import { sceneKey } from './use-prepared-job';

/** A file on its way into the job. Whatever is refused changes nothing of what was chosen before. */
export type UploadState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string; readonly problem: Problem };

/** Reads dropped or chosen files, the newest one only. `maxUploadBytes` is what the offer takes; null where not known yet. */
export function useSceneUpload(maxUploadBytes: bigint | null): {
  readonly state: UploadState;
  readonly upload: (files: readonly File[]) => void;
} {
  const client = useQueryClient();
  const [state, setState] = useState<UploadState>({ kind: 'idle' });
  const newest = useRef(0);

  async function read(file: File): Promise<void> {
    const turn = (newest.current += 1);
    const name = readableFileName(file.name);
    setState({ kind: 'reading', name });
    const result = await import('./open-scene').then(
      ({ readSceneFile }) => readSceneFile(file, maxUploadBytes),
      () => readerMissing,
    );
    if (turn !== newest.current) return;
    if (!result.ok) return setState({ kind: 'refused', name, problem: result.problem });
    const { choice, scene } = result.value;
    client.setQueryData(sceneKey(choice), success(scene));
    changeDraft({ scene: choice });
    setState({ kind: 'idle' });
  }

  return {
    state,
    upload: (files) => {
      const [file, second] = files;
      if (file === undefined) return;
      if (second === undefined) return void read(file);
      newest.current += 1;
      setState({ kind: 'refused', name: `${files.length} files`, problem: oneAtATime });
    },
  };
}

const oneAtATime = failure(
  'file_not_single',
  'A job renders one file.',
  'Drop one; a glTF with further files needs to be exported as GLB, which holds everything itself.',
).problem;

const readerMissing = failure(
  'reader_missing',
  'The part of this page that reads files did not load.',
  'Check the connection and choose the file again.',
);
