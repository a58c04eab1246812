'use client';

import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { type ReactNode } from 'react';

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons, the one that acts last. */
  readonly footer?: ReactNode;
}

const popup =
  'fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] flex-col rounded-t-[12px] border border-line bg-panel shadow-2xl ' +
  'transition-[opacity,translate] duration-150 data-ending-style:translate-y-4 data-ending-style:opacity-0 ' +
  'data-starting-style:translate-y-4 data-starting-style:opacity-0 ' +
  'sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-[min(34rem,calc(100vw-3rem))] sm:max-h-[86dvh] ' +
  'sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-[10px]';

/** A question or a form that needs an answer first: a sheet from below on a phone. Focus returns where it was. */
export function Dialog({ open, onOpenChange, title, description, children, footer }: DialogProps) {
  return (
    <BaseDialog.Root open={open} onOpenChange={onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-black/60 backdrop-blur-[2px] transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <BaseDialog.Popup className={popup}>
          <div className="flex items-start justify-between gap-4 border-b border-line px-5 py-4">
            <div className="flex flex-col gap-1">
              <BaseDialog.Title className="text-base font-semibold">{title}</BaseDialog.Title>
              {description !== undefined && (
                <BaseDialog.Description className="text-sm text-dim">{description}</BaseDialog.Description>
              )}
            </div>
            <BaseDialog.Close
              aria-label="Close"
              className="-mt-1 -mr-2 grid size-8 shrink-0 place-items-center rounded-control text-dim hover:bg-raised hover:text-ink"
            >
              <svg aria-hidden viewBox="0 0 16 16" className="size-4" stroke="currentColor" strokeWidth="1.5">
                <path d="m4 4 8 8m0-8-8 8" />
              </svg>
            </BaseDialog.Close>
          </div>
          {children !== undefined && (
            <div className="flex min-h-0 flex-col gap-4 overflow-y-auto overscroll-contain px-5 py-4">
              {children}
            </div>
          )}
          {footer !== undefined && (
            <div className="flex flex-wrap justify-end gap-3 border-t border-line px-5 py-4">{footer}</div>
          )}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
