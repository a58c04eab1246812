'use client';

import { Menu as BaseMenu } from '@base-ui/react/menu';
import { type ReactElement, type ReactNode } from 'react';

import { joinClasses } from './join-classes';

export interface MenuProps {
  /** The button that opens it; it gets the menu's attributes and handlers. */
  readonly trigger: ReactElement;
  readonly children: ReactNode;
  readonly align?: 'start' | 'center' | 'end';
}

/** Actions behind a button. */
export function Menu({ trigger, children, align = 'end' }: MenuProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={6} align={align} className="z-50 outline-none">
          <BaseMenu.Popup className="min-w-52 rounded-[6px] border border-line bg-panel py-1 shadow-xl outline-none">
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

export interface MenuItemProps {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly danger?: boolean;
}

export function MenuItem({ children, onClick, disabled = false, danger = false }: MenuItemProps) {
  return (
    <BaseMenu.Item
      onClick={onClick}
      disabled={disabled}
      className={joinClasses(
        'flex min-h-9 cursor-default items-center justify-between gap-6 px-3 py-1.5 text-sm outline-none select-none data-disabled:opacity-50 data-highlighted:bg-raised',
        danger && 'text-danger',
      )}
    >
      {children}
    </BaseMenu.Item>
  );
}

export function MenuSeparator() {
  return <BaseMenu.Separator className="my-1 h-px bg-line" />;
}

/** A line that is read, not chosen. */
export function MenuNote({ children }: { readonly children: ReactNode }) {
  return <div className="px-3 py-1.5 text-xs text-dim">{children}</div>;
}
