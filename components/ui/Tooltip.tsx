'use client';

import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip';
import { type ReactElement, type ReactNode } from 'react';

export interface TooltipProps {
  /** What it explains; must take focus (a button or a link), or the words stay out of reach of a keyboard. */
  readonly children: ReactElement;
  readonly content: ReactNode;
}

/** Adds to what is on the screen; nothing a person needs stands in it alone. */
export function Tooltip({ children, content }: TooltipProps) {
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger render={children} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner sideOffset={6} className="z-50">
          <BaseTooltip.Popup className="max-w-80 rounded-control border border-line bg-raised px-3 py-2 text-xs text-ink shadow-lg">
            {content}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}
