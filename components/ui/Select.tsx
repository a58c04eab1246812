'use client';

import { Select as BaseSelect } from '@base-ui/react/select';
import { type ReactNode } from 'react';

import { joinClasses } from './join-classes';

export interface SelectChoice<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
}

export interface SelectProps<Value extends string> {
  readonly id?: string;
  /** What is chosen, for those who cannot see the place. */
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly SelectChoice<Value>[];
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
  readonly className?: string;
}

/** One of a few. For long lists of plain words prefer the browser's own `select`. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { id, label, value, choices, onChange, disabled = false, className } = props;
  return (
    <BaseSelect.Root
      items={choices}
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      <BaseSelect.Trigger
        id={id}
        aria-label={label}
        className={joinClasses(
          'flex min-h-10 items-center justify-between gap-3 rounded-control border border-edge bg-night px-3 text-sm hover:border-edge data-disabled:opacity-50 data-popup-open:border-ember',
          className,
        )}
      >
        <BaseSelect.Value />
        <BaseSelect.Icon className="text-dim">
          <svg aria-hidden viewBox="0 0 16 16" className="size-4" fill="currentColor">
            <path d="M11 10H5l3 3.500zm0-4H5l3-3.500z" />
          </svg>
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
          <BaseSelect.Popup className="max-h-[min(22rem,var(--available-height))] min-w-[var(--anchor-width)] overflow-y-auto rounded-[6px] border border-line bg-panel py-1 shadow-xl outline-none">
            {choices.map((choice) => (
              <BaseSelect.Item
                key={choice.value}
                value={choice.value}
                className="grid min-h-8 cursor-default grid-cols-[1rem_1fr] items-center gap-2 px-2.5 py-1.5 text-sm outline-none select-none data-highlighted:bg-raised"
              >
                <BaseSelect.ItemIndicator className="text-ember">
                  <svg aria-hidden viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5">
                    <path d="m3 8.5 3.5 3.500L13 5" />
                  </svg>
                </BaseSelect.ItemIndicator>
                <BaseSelect.ItemText className="col-start-2">{choice.label}</BaseSelect.ItemText>
              </BaseSelect.Item>
            ))}
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
