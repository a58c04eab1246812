'use client';

import { type NetworkProvenance, provenanceOf, publicNetwork } from '@/lib/env/public-network';
import { type ChainHealth, useChainHealth } from '@/lib/rpc/chain-health';

const names = { localnet: 'Local network', devnet: 'Devnet', mainnet: 'Mainnet' } as const;

const nodes: Readonly<Record<NetworkProvenance, string>> = {
  local: 'a node on this computer',
  official: 'Solana’s own nodes',
  custom: 'nodes of a third party',
};

/** Which chain it is, through whose nodes, and whether they answer. */
export function NetworkStanding() {
  const network = publicNetwork();
  return (
    <p className="flex flex-wrap items-center justify-between gap-x-4 text-sm">
      <span className="text-dim">
        {names[network.network]}, through {nodes[provenanceOf(network)]}
      </span>
      <span className="figures">{wordsOf(useChainHealth())}</span>
    </p>
  );
}

function wordsOf({ kind, answerMs }: ChainHealth): string {
  if (kind === 'down') return 'no answer';
  if (kind === 'replaced') return 'another chain';
  if (kind === 'unknown') return 'not asked yet';
  return `${kind === 'slow' ? 'slow, ' : ''}${answerMs ?? 0} ms`;
}
