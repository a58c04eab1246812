'use client';

import { type ComponentType, createElement, type ReactNode, useEffect, useState } from 'react';

const tryAgainMs = 2_000;

export interface LateProps<Props extends object> {
  /** Loads the component; always the same function. */
  readonly load: () => Promise<{ readonly default: ComponentType<Props> }>;
  readonly props: Props;
  /** What stands there until then. */
  readonly fallback?: ReactNode;
}

/**
 * A component that comes after the page itself. Unlike a suspended one it neither holds up nor breaks what is shown
 * already: where the connection drops, it is asked for again.
 */
export function Late<Props extends object>({ load, props, fallback = null }: LateProps<Props>) {
  const [component, setComponent] = useState<ComponentType<Props> | null>(null);
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void => {
      load().then(
        (loaded) => {
          if (!gone) setComponent(() => loaded.default);
        },
        () => {
          if (!gone) timer = setTimeout(ask, tryAgainMs);
        },
      );
    };
    ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [load]);
  return component === null ? fallback : createElement(component, props);
}
