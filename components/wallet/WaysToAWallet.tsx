'use client';

import { Skeleton } from '@/components/ui/Skeleton';

/** What to do without an installed wallet; nothing is said to be missing while wallets may still announce themselves. */
export function WaysToAWallet({ isLooking }: { readonly isLooking: boolean }) {
  if (isLooking) {
    return (
      <div role="status" className="flex items-center gap-3 text-sm text-dim">
        <Skeleton className="size-7 rounded-full" />
        Looking for installed wallets…
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-1.5 text-sm text-dim">
      <p>{sentenceFor(navigator.userAgent)}</p>
      <p>Any wallet that speaks Wallet Standard works; Phantom, Solflare and Backpack do, for example.</p>
    </div>
  );
}

function sentenceFor(userAgent: string): string {
  if (/iPhone|iPad|iPod/.test(userAgent)) {
    return 'Browsers on an iPhone or iPad have no wallet inside. Open this page in the browser of your wallet’s own app.';
  }
  if (userAgent.includes('Android')) {
    return 'No wallet is in this browser. Open this page in the browser of your wallet’s own app.';
  }
  return 'No wallet is installed in this browser. Install one from its maker’s own site, and it appears here by itself.';
}
