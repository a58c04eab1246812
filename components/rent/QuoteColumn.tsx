import { type ReactNode } from 'react';

/** The quote's place: beside the job where there is room, below it on a phone. */
export function QuoteColumn({ children }: { readonly children: ReactNode }) {
  return (
    <section
      aria-label="Quote"
      className="flex min-w-0 flex-col gap-6 lg:col-start-2 lg:row-span-2 lg:row-start-1"
    >
      {children}
    </section>
  );
}
