import { type ReactNode } from 'react';

/** The column that a page's sections stand in. `narrow` for forms and reading. */
export function Page({
  children,
  narrow = false,
}: {
  readonly children: ReactNode;
  readonly narrow?: boolean;
}) {
  return (
    <div
      className={`mx-auto flex w-full flex-col gap-8 px-4 py-6 sm:px-6 sm:py-10 ${narrow ? 'max-w-3xl' : 'max-w-[84rem]'}`}
    >
      {children}
    </div>
  );
}
