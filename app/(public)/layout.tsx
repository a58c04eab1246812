import { type ReactNode } from 'react';

import { SiteFrame } from '@/components/primitives/SiteFrame';
import { readEnvironment } from '@/lib/env/environment';

/** Pages for everybody: no wallet, no chain library. */
export default function PublicLayout({ children }: { readonly children: ReactNode }) {
  const reading = readEnvironment(process.env);
  if (!reading.ok) throw new Error(reading.problems.map((problem) => problem.sentence).join(' '));
  return <SiteFrame network={reading.environment.network}>{children}</SiteFrame>;
}
