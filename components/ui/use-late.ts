'use client';

import { type ComponentType, useEffect, useState } from 'react';

const tryAgainMs = 2_000;

/** Loads a component; always the same function. */
export type LoadComponent<Props extends object> = () => Promise<{ readonly default: ComponentType<Props> }>;

export interface LateComponent<Props extends object> {
  /** Null until it has loaded. */
  readonly component: ComponentType<Props> | null;
  /** It did not load so far. It is asked for again, every two seconds and at once when `tryAgain` is called. */
  readonly failed: boolean;
  readonly tryAgain: () => void;
}

/** Loads a component after the page itself. Where the connection drops it is asked for again, until it is there. */
export function useLate<Props extends object>(load: LoadComponent<Props>): LateComponent<Props> {
  const [component, setComponent] = useState<ComponentType<Props> | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    load().then(
      (loaded) => {
        if (!gone) setComponent(() => loaded.default);
      },
      () => {
        if (gone) return;
        setFailed(true);
        timer = setTimeout(() => setAttempt(attempt + 1), tryAgainMs);
      },
    );
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [load, attempt]);
  return { component, failed, tryAgain: () => setAttempt(attempt + 1) };
}
