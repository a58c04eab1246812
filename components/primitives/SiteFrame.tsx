import { type ReactNode } from 'react';

import { type NetworkName } from '@/lib/env/environment';

import { SiteFooter } from './SiteFooter';
import { SiteHeader } from './SiteHeader';

export interface SiteFrameProps {
  readonly network: NetworkName;
  readonly wallet?: ReactNode;
  readonly children: ReactNode;
}

/**
 * Head, the page's `main`, foot: what the layouts of both groups of routes stand on. The foot begins below the first
 * screen, so that it does not move while a page comes.
 */
export function SiteFrame({ network, wallet, children }: SiteFrameProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader network={network} wallet={wallet} />
      <main
        id="content"
        tabIndex={-1}
        className="flex min-h-[calc(100svh-3.5rem)] flex-1 flex-col outline-none"
      >
        {children}
      </main>
      <SiteFooter />
    </div>
  );
}
