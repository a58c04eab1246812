import { publicNetwork } from '@/lib/env/public-network';
import { holdingsKey } from '@/lib/queries/holdings';
import { queryClient } from '@/lib/queries/query-client';
import { browserChain } from '@/lib/rpc/browser-chain';
import { chainScope } from '@/lib/storage/chain-scope';
import { localStorageKeyValueStore } from '@/lib/storage/local-storage-key-value-store';

import { type CentreOptions, TransactionCentre } from './centre';
import { decodeProgramError } from './decode-program-error';
import { transactionsPart } from './entry-traces';
import { noLocks, webLocks } from './intent-locks';
import { nodePort } from './node-port';
import { currentSigner } from './signer-source';
import { type PriorityFee, TransactionSubmitter } from './submitter';
import { TransactionList } from './transaction-list';

/** Enough to pass a crowded block, and less than a hundredth of a cent for anything we send. */
const capMicroLamportsPerUnit = 100_000n;

/** The tab's transaction centre, on the real chain; takes up what earlier pages left. */
export async function openBrowserCentre(onEntry: CentreOptions['onEntry']): Promise<TransactionCentre> {
  const client = await browserChain();
  const scope = chainScope(await client.genesisHash()) + transactionsPart;
  const store = localStorageKeyValueStore(scope);
  const centre = new TransactionCentre({
    submitter: new TransactionSubmitter({ port: nodePort(client), store, decode: decodeProgramError }),
    list: new TransactionList(store),
    // Browsers have it on secure pages only; elsewhere a tab answers for itself alone.
    locks: 'locks' in navigator ? webLocks(scope, navigator.locks) : noLocks,
    signer: currentSigner,
    priorityFee: feeOn(publicNetwork().network),
    onEntry,
    refresh: (changes) => {
      for (const queryKey of [holdingsKey, ...changes]) void queryClient().invalidateQueries({ queryKey });
    },
    now: () => Date.now(),
  });
  const entryKeys = `${scope}entry/`;
  window.addEventListener('storage', ({ key }) => {
    if (key?.startsWith(entryKeys) === true) void centre.entryWritten(key.slice(entryKeys.length));
  });
  void centre.resume();
  return centre;
}

function feeOn(network: string): PriorityFee {
  return network === 'localnet' ? { kind: 'none' } : { kind: 'recent', capMicroLamportsPerUnit };
}
