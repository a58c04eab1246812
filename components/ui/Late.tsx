'use client';

import { createElement, type ReactNode } from 'react';

import { PartMissing } from './PartMissing';
import { type LoadComponent, useLate } from './use-late';

export interface LateProps<Props extends object> {
  readonly load: LoadComponent<Props>;
  readonly props: Props;
  /** What stands there until then. */
  readonly fallback?: ReactNode;
  /** What stands there instead where it does not load, for parts too small to say so themselves. */
  readonly missing?: ReactNode;
}

/**
 * A component that comes after the page itself. Unlike a suspended one it neither holds up nor breaks what is shown
 * already: where the connection drops, it says so in its place and is asked for again.
 */
export function Late<Props extends object>({ load, props, fallback = null, missing }: LateProps<Props>) {
  const { component, failed, tryAgain } = useLate(load);
  if (component !== null) return createElement(component, props);
  if (!failed) return fallback;
  return missing === undefined ? <PartMissing tryAgain={tryAgain} /> : missing;
}
