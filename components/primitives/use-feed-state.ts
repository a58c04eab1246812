'use client';

import { useSyncExternalStore } from 'react';

import { type FeedState } from '@/lib/index-api/event-feed';
import { feedStore } from '@/lib/index-api/page-feed';

/** How the page stands to the index's stream: connecting, live, or lost with the last it knew. */
export function useFeedState(): FeedState {
  return useSyncExternalStore(feedStore.subscribe, feedStore.read, feedStore.readOnServer);
}
