import { type ComponentProps } from 'react';

import { joinClasses } from './join-classes';

/** The browser's own select in our colours: light, and at home on a phone. */
export function NativeSelect({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={joinClasses('relative inline-flex', className)}>
      <select
        className="min-h-10 w-full appearance-none rounded-control border border-edge bg-night py-2 pr-9 pl-3 text-base hover:border-edge disabled:opacity-50 sm:text-sm"
        {...rest}
      >
        {children}
      </select>
      <svg
        aria-hidden
        viewBox="0 0 16 16"
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-dim"
        fill="currentColor"
      >
        <path d="M11 10H5l3 3.5zm0-4H5l3-3.5z" />
      </svg>
    </span>
  );
}
