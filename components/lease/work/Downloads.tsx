'use client';

import { useState } from 'react';

import { Button } from '@/components/ui/Button';

/** A file that is made when it is asked for. */
export interface Download {
  readonly label: string;
  readonly fileName: string;
  readonly type: string;
  readonly make: () => Promise<Uint8Array | string>;
}

/** Buttons that save files, the first one foremost. */
export function Downloads({ files }: { readonly files: readonly Download[] }) {
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const download = async ({ fileName, type, make }: Download): Promise<void> => {
    setBusy(fileName);
    setFailed(false);
    try {
      const content = await make();
      const part = typeof content === 'string' ? content : new Uint8Array(content);
      save(new Blob([part], { type }), fileName);
    } catch {
      setFailed(true);
    }
    setBusy(null);
  };
  return (
    <span className="flex flex-wrap items-center gap-3">
      {files.map((file, index) => (
        <Button
          key={file.fileName}
          tone={index === 0 ? 'primary' : 'secondary'}
          busy={busy === file.fileName}
          onClick={() => void download(file)}
        >
          {file.label}
        </Button>
      ))}
      {failed && (
        <span role="alert" className="text-sm text-danger">
          The file could not be written. Free some memory and try again.
        </span>
      )}
    </span>
  );
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
