'use client';

import { type ChainHealth, useChainHealth } from '@/lib/rpc/chain-health';

/** Says so while no node answers, or none for the chain that the page shows; goes by itself. */
export function ChainSilence() {
  const sentence = sentences[useChainHealth().kind];
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-0 z-30">
      {sentence !== undefined && (
        <p className="border-t border-warn/60 bg-panel px-4 py-2 text-center text-sm">{sentence}</p>
      )}
    </div>
  );
}

const sentences: Readonly<Partial<Record<ChainHealth['kind'], string>>> = {
  down: 'The chain does not answer. What you see may be old, and nothing can be sent until it does.',
  replaced: 'The node answers for another chain than this page shows. Reload the page.',
};
