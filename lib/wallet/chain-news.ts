import { queryClient } from '@/lib/queries/query-client';

/** What one tab does to a local chain concerns the others. */
export type ChainNews = 'travelled' | 'reset';

const channelName = 'pyronet/local-chain';

export function tellOtherTabs(news: ChainNews): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(news);
  channel.close();
}

/** Has this tab follow what others do to the local chain. */
export function followOtherTabs(): void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === 'travelled') void queryClient().invalidateQueries();
    // Nothing the page shows exists any more.
    if (data === 'reset') window.location.reload();
  };
}
