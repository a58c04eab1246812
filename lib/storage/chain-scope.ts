/** What a page keeps about one chain is named after it, so that it never speaks of another and can be dropped with it. */

const anyChain = 'pyronet/chain/';

/** Beginning of the names of everything kept about the chain with this genesis hash (base58): keys and databases. */
export function chainScope(genesisHash: string): string {
  return `${anyChain}${genesisHash}/`;
}

/**
 * Drops the databases of every chain but this one: for a local network, whose chain may have been made anew while no page
 * looked. Never for a public one, where a node that shows another chain must not cost anybody a session key.
 */
export async function forgetOtherChains(genesisHash: string): Promise<void> {
  for (const { name } of await window.indexedDB.databases()) {
    const isOthers = name?.startsWith(anyChain) === true && !name.startsWith(chainScope(genesisHash));
    if (isOthers) window.indexedDB.deleteDatabase(name);
  }
}

/** Drops everything a browser keeps about a chain that is no more. */
export async function forgetChain(genesisHash: string): Promise<void> {
  const scope = chainScope(genesisHash);
  for (const storage of [window.localStorage, window.sessionStorage]) {
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
    for (const key of keys) if (key?.startsWith(scope) === true) storage.removeItem(key);
  }
  const databases = await window.indexedDB.databases();
  for (const { name } of databases) {
    if (name?.startsWith(scope) === true) window.indexedDB.deleteDatabase(name);
  }
}
