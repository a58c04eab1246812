'use client';

import {
  type ComponentType,
  createElement,
  lazy,
  type ReactNode,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';

import { Button } from './Button';
import { type LoadComponent, useLate } from './use-late';

/** React leaves alone what it was told of as text; whatever the server wrote there stays. */
const asServed = { __html: '' };
const focusable = 'a[href], button, input, select, [tabindex]';

/**
 * A part that the server renders whole and whose code comes after the page: until then it can be read and its links
 * followed. Unlike a suspended one it shows no placeholder first, and stays where its code does not come.
 *
 * @param fallback what stands there on the way from another page of the tab, where no server has rendered it
 */
export function serverFirst<Props extends object>(
  load: LoadComponent<Props>,
  fallback: ReactNode,
): ComponentType<Props> {
  const OnServer = lazy(load);
  return function ServerFirst(props: Props) {
    const { component, failed, tryAgain } = useLate(load);
    const served = useServed();
    const focusedStop = useRef(-1);
    if (typeof window === 'undefined') {
      return (
        <div className="contents">
          <OnServer {...props} />
        </div>
      );
    }
    return (
      <>
        {component !== null ? (
          <Awake focusedStop={focusedStop}>{createElement(component, props)}</Awake>
        ) : served ? (
          <Served focusedStop={focusedStop} />
        ) : (
          fallback
        )}
        {failed && component === null && <Asleep tryAgain={tryAgain} />}
      </>
    );
  };
}

/** Whether the server's rendering of this component stands in the document. */
function useServed(): boolean {
  const isHydrating = useSyncExternalStore(
    subscribeToNothing,
    () => false,
    () => true,
  );
  const [served] = useState(isHydrating);
  return served;
}

interface FocusKept {
  /** Which of the places that take the focus had it when the live part took over; below zero for none. */
  readonly focusedStop: RefObject<number>;
}

/** The server's rendering, kept. */
function Served({ focusedStop }: FocusKept) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const served = place.current;
    return () => {
      focusedStop.current = stops(served).findIndex((stop) => stop === document.activeElement);
    };
  }, [focusedStop]);
  return <div ref={place} className="contents" suppressHydrationWarning dangerouslySetInnerHTML={asServed} />;
}

/** The live part in its place. What had the focus there has it again. */
function Awake({ focusedStop, children }: FocusKept & { readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    stops(place.current)[focusedStop.current]?.focus({ preventScroll: true });
  }, [focusedStop]);
  return (
    <div ref={place} className="contents">
      {children}
    </div>
  );
}

function stops(place: HTMLDivElement | null): readonly HTMLElement[] {
  return [...(place?.querySelectorAll<HTMLElement>(focusable) ?? [])];
}

function Asleep({ tryAgain }: { readonly tryAgain: () => void }) {
  return (
    <div role="status" className="fixed inset-x-0 bottom-4 z-40 flex justify-center px-4 text-sm">
      <p className="flex flex-wrap items-center gap-3 rounded-control border border-warn/60 bg-panel px-4 py-2.5 shadow-xl">
        <span>
          <span className="font-medium text-warn">This page is not live.</span> A part of it did not load.
        </span>
        <Button size="small" onClick={tryAgain}>
          Try again
        </Button>
      </p>
    </div>
  );
}

const subscribeToNothing = (): (() => void) => () => undefined;
