import { type ReactNode } from 'react';

import { SiteFrame } from '@/components/primitives/SiteFrame';
import { serverEnvironment } from '@/lib/env/server-environment';

/** Pages for everybody: no wallet, no chain library. */
export default function PublicLayout({ children }: { readonly children: ReactNode }) {
  return <SiteFrame network={serverEnvironment().network}>{children}</SiteFrame>;
}
