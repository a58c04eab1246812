'use client';

import { useEffect, useState } from 'react';

import { Input, type InputProps } from '@/components/ui/Input';

const settleMs = 200;

export interface DraftInputProps extends Omit<InputProps, 'value' | 'defaultValue' | 'onChange'> {
  /** What holds now. */
  readonly value: string;
  /** Called when typing rests. */
  readonly onSettle: (text: string) => void;
}

/** An input that hands on its text when typing rests, so that an address does not change with every key. */
export function DraftInput({ value, onSettle, ...rest }: DraftInputProps) {
  const [draft, setDraft] = useState(value);
  const [held, setHeld] = useState(value);
  if (held !== value) {
    setHeld(value);
    setDraft(value);
  }
  useEffect(() => {
    if (draft === value) return undefined;
    const timer = setTimeout(() => onSettle(draft), settleMs);
    return () => clearTimeout(timer);
  }, [draft, value, onSettle]);
  return <Input value={draft} onChange={({ target }) => setDraft(target.value)} {...rest} />;
}
