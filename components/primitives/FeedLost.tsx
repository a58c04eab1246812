'use client';

import { useFeedState } from './use-feed-state';

/** Says, wherever the page is scrolled, that its figures stand still; goes away by itself when they move again. */
export function FeedLost() {
  const { kind } = useFeedState();
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-4 z-40 flex justify-center px-4 text-sm"
    >
      {kind === 'lost' && (
        <p className="animate-rise rounded-control border border-warn/60 bg-panel px-4 py-2.5 shadow-xl">
          <span className="font-medium text-warn">The connection is lost.</span> The figures are the last
          known ones. Trying again by itself.
        </p>
      )}
    </div>
  );
}
