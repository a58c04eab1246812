import { type ReactNode } from 'react';

import { ButtonLink } from '@/components/ui/ButtonLink';
import { PageLink } from '@/components/ui/PageLink';
import { type NetworkName } from '@/lib/env/environment';

import { Mark } from './Mark';
import { NetworkBadge } from './NetworkBadge';
import { SiteNav } from './SiteNav';
import { ThemeToggle } from './ThemeToggle';

export interface SiteHeaderProps {
  readonly network: NetworkName;
  /** The wallet's button; without one, as on public pages, a link into the app stands there. */
  readonly wallet?: ReactNode;
}

/** The head of every page. */
export function SiteHeader({ network, wallet }: SiteHeaderProps) {
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-night/90 backdrop-blur-md">
      <a
        href="#content"
        className="absolute top-2 left-2 z-40 -translate-y-20 rounded-control bg-ember px-4 py-2 text-sm font-medium text-on-ember focus:translate-y-0"
      >
        Skip to the content
      </a>
      <div className="mx-auto flex h-14 max-w-[84rem] items-center gap-2 px-3 sm:gap-5 sm:px-6">
        <PageLink
          href="/"
          className="flex items-center gap-2.5 rounded-control"
          aria-label="Pyronet, start page"
        >
          <Mark className="size-7 shrink-0" />
          <span className="hidden text-[1.0625rem] font-semibold tracking-tight sm:inline">Pyronet</span>
        </PageLink>
        <SiteNav />
        <div className="ml-auto flex items-center gap-2 sm:gap-3">
          <span className="hidden md:inline-flex">
            <NetworkBadge network={network} />
          </span>
          <span className="hidden sm:inline-flex">
            <ThemeToggle />
          </span>
          {wallet ?? (
            <ButtonLink href="/leases" size="small" tone="secondary">
              Open app
            </ButtonLink>
          )}
        </div>
      </div>
      {network !== 'mainnet' && (
        <p className="border-t border-line bg-panel px-3 py-0.5 text-center font-mono text-[0.6875rem] text-warn md:hidden">
          {network === 'localnet' ? 'local network' : network}: worthless money
        </p>
      )}
    </header>
  );
}
