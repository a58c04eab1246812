'use client';

import { FeedLost } from '@/components/primitives/FeedLost';
import { Freshness } from '@/components/primitives/Freshness';

/** How fresh the prices are, and a word at the foot of the screen when they stand still. Loaded after the page. */
export function FeedStatus({ firstSlot }: { readonly firstSlot: bigint | undefined }) {
  return (
    <>
      <Freshness firstSlot={firstSlot} />
      <FeedLost />
    </>
  );
}
