'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { failure, type Problem, type Result, success } from '@/lib/domain/result';

import { type UploadChoice } from '../job-draft';
import { materialKey } from '../use-prepared-job';
import { readableFileName } from './file-name';

/** A file on its way into the job. Whatever is refused changes nothing of what was chosen before. */
export type UploadState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string; readonly problem: Problem };

/** A file that was read. */
export interface ReadFile {
  readonly choice: UploadChoice;
  /** What the job is made of: canonical scene bytes, or the file as it is. */
  readonly bytes: Uint8Array;
}

export interface FileUploadOptions {
  /** Reads a file, once the code for it is there. */
  readonly read: (file: File) => Promise<Result<ReadFile>>;
  /** What a job takes one of, as the refusal of several says it. */
  readonly oneAtATime: Problem;
  readonly onRead: (choice: UploadChoice) => void;
}

/** Reads dropped or chosen files, the newest one only. */
export function useFileUpload({ read, oneAtATime, onRead }: FileUploadOptions): {
  readonly state: UploadState;
  readonly upload: (files: readonly File[]) => void;
} {
  const client = useQueryClient();
  const [state, setState] = useState<UploadState>({ kind: 'idle' });
  const newest = useRef(0);

  async function take(file: File): Promise<void> {
    const turn = (newest.current += 1);
    const name = readableFileName(file.name);
    setState({ kind: 'reading', name });
    const result = await read(file).catch(() => readerMissing);
    if (turn !== newest.current) return;
    if (!result.ok) return setState({ kind: 'refused', name, problem: result.problem });
    const { choice, bytes } = result.value;
    client.setQueryData(materialKey(choice.sha256), success(bytes));
    onRead(choice);
    setState({ kind: 'idle' });
  }

  return {
    state,
    upload: (files) => {
      const [file, second] = files;
      if (file === undefined) return;
      if (second === undefined) return void take(file);
      newest.current += 1;
      setState({ kind: 'refused', name: `${files.length} files`, problem: oneAtATime });
    },
  };
}

const readerMissing = failure(
  'reader_missing',
  'The part of this page that reads files did not load.',
  'Check the connection and choose the file again.',
);
