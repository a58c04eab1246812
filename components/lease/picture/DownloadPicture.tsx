'use client';

import { useState } from 'react';

import { Button } from '@/components/ui/Button';
import { type LiveLease } from '@/lib/session/browser/live-lease';

/** Saves the finished picture as PNG. */
export function DownloadPicture({ live, name }: { readonly live: LiveLease; readonly name: string }) {
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready');
  const download = async (): Promise<void> => {
    const { result } = live;
    if (result === null) return;
    setState('busy');
    try {
      const [{ encodePng }, { decodeResult }] = await Promise.all([
        import('@/lib/engine/png'),
        import('@/lib/engine/result'),
      ]);
      const png = encodePng(decodeResult(result));
      save(new Blob([new Uint8Array(png)], { type: 'image/png' }), `${name}.png`);
      setState('ready');
    } catch {
      setState('failed');
    }
  };
  return (
    <span className="flex flex-wrap items-center gap-3">
      <Button tone="primary" busy={state === 'busy'} onClick={() => void download()}>
        Download PNG
      </Button>
      {state === 'failed' && (
        <span role="alert" className="text-sm text-danger">
          The picture could not be written. Free some memory and try again.
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
