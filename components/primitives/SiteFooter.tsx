import { PageLink } from '@/components/ui/PageLink';

import { Mark } from './Mark';
import { ThemeToggle } from './ThemeToggle';

/** The foot of every page. */
export function SiteFooter() {
  return (
    <footer className="mt-auto border-t border-line">
      <div className="ticks h-2" aria-hidden />
      <div className="mx-auto flex max-w-[84rem] flex-col gap-6 px-4 py-8 text-sm text-dim sm:flex-row sm:items-start sm:justify-between sm:px-6">
        <div className="flex max-w-md gap-3">
          <Mark className="size-6 shrink-0" />
          <p>
            Open source under Apache-2.0. Not audited: no outside party has reviewed this code, so put no real
            money behind it.
          </p>
        </div>
        <nav aria-label="Footer" className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <PageLink className="py-1 hover:text-ink" href="/market">
            Market
          </PageLink>
          <PageLink className="py-1 hover:text-ink" href="/#lease">
            How a lease works
          </PageLink>
          <PageLink className="py-1 hover:text-ink" href="/#proved">
            What is proved
          </PageLink>
          <ThemeToggle />
        </nav>
      </div>
    </footer>
  );
}
