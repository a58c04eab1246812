'use client';

import { useEffect, useState } from 'react';

const shownForMs = 1_500;

type CopyState = 'ready' | 'copied' | 'refused';

export interface CopyButtonProps {
  readonly text: string;
  /** What is copied, such as `address`: the button's name is "Copy address". */
  readonly what: string;
}

export function CopyButton({ text, what }: CopyButtonProps) {
  const [state, setState] = useState<CopyState>('ready');
  useEffect(() => {
    if (state === 'ready') return undefined;
    const timer = setTimeout(() => setState('ready'), shownForMs);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <button
      type="button"
      aria-label={`Copy ${what}`}
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => setState('copied'),
          () => setState('refused'),
        );
      }}
      className="hit-area grid size-6 place-items-center rounded-[3px] text-dim hover:bg-raised hover:text-ink"
    >
      <svg aria-hidden viewBox="0 0 16 16" className="size-3.5" fill="none" stroke="currentColor">
        <path strokeWidth="1.3" strokeLinejoin="round" d={shapes[state]} />
      </svg>
      <span role="status" className="sr-only">
        {state === 'copied' ? 'Copied' : state === 'refused' ? 'The browser refused to copy' : ''}
      </span>
    </button>
  );
}

const shapes: Readonly<Record<CopyState, string>> = {
  ready: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  copied: 'm3 8.5 3.5 3.5L13 5',
  refused: 'm4 4 8 8m0-8-8 8',
};
