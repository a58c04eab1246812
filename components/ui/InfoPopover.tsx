import { type ReactNode, useId } from 'react';

export interface InfoPopoverProps {
  /** What is explained; the button's name is "About …". */
  readonly about: string;
  readonly children: ReactNode;
}

/** A word of explanation behind a small button: the browser's own popover, by pointer, touch and keyboard alike. */
export function InfoPopover({ about, children }: InfoPopoverProps) {
  const id = useId();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={`About ${about}`}
        className="hit-area inline-grid size-4 shrink-0 place-items-center rounded-full border border-edge/70 align-middle font-mono text-[0.625rem] leading-none text-dim hover:border-ember hover:text-ink"
      >
        <span aria-hidden>?</span>
      </button>
      <div
        id={id}
        popover="auto"
        className="m-auto max-w-[min(22rem,calc(100vw-2rem))] rounded-control border border-edge/60 bg-raised px-3.5 py-2.5 font-sans text-[0.8125rem] leading-5 tracking-normal text-ink normal-case shadow-xl supports-[position-area:bottom]:m-1 supports-[position-area:bottom]:[position-area:bottom_span-right] supports-[position-area:bottom]:[position-try-fallbacks:flip-inline,flip-block,flip-block_flip-inline]"
      >
        {children}
      </div>
    </>
  );
}
