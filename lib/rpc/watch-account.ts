import { type Address, type Commitment } from '@solana/kit';

import { type ChainAccount, readAccount, readContextual, sameAccount } from './account-data';
import { type ChainClient } from './chain-client';
import { accountKey } from './slot-guard';

export interface AccountUpdate {
  readonly slot: bigint;
  /** Null when the account does not exist. */
  readonly account: ChainAccount | null;
}

export interface WatchOptions {
  readonly commitment?: Commitment;
  /** How often the state is read while no notifications flow, in milliseconds. */
  readonly pollMs?: number;
  /** How often it is read to check the notifications while they do, in milliseconds. */
  readonly reconcileMs?: number;
}

/**
 * Follows one account: its present state, then each change, never an older state after a newer one.
 *
 * Notifications are a hint of speed only. The state is read again whenever they (re)start, at intervals while they are
 * missing, and now and then in any case, so a lost one delays the listener but never misleads it.
 *
 * @returns a function that stops watching.
 */
export function watchAccount(
  client: ChainClient,
  address: Address,
  listener: (update: AccountUpdate) => void,
  { commitment = 'confirmed', pollMs = 1_000, reconcileMs = 15_000 }: WatchOptions = {},
): () => void {
  const stop = new AbortController();
  const key = accountKey(address, commitment);
  let last: AccountUpdate | null = null;
  let notified = false;
  let live = false;
  let wake = new AbortController();

  const deliver = (update: AccountUpdate): void => {
    const unchanged = last !== null && sameAccount(last.account, update.account);
    last = update;
    if (!unchanged && !stop.signal.aborted) listener(update);
  };

  const read = async (): Promise<void> => {
    const answer = await client.request(
      'getAccountInfo',
      [address, { encoding: 'base64', commitment }],
      stop.signal,
    );
    const contextual = readContextual(answer);
    const account = readAccount(contextual?.value);
    if (contextual === undefined || account === undefined) return;
    // A notification of the same slot may be newer than the state this read saw.
    if (last !== null && (contextual.slot < last.slot || (notified && contextual.slot === last.slot))) return;
    notified = false;
    deliver({ slot: contextual.slot, account });
  };

  const readAgainAndAgain = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      wake = new AbortController();
      await read().catch(() => undefined);
      await client.clock.sleep(live ? reconcileMs : pollMs, AbortSignal.any([wake.signal, stop.signal]));
    }
  };

  const unsubscribe = client.pubSub?.subscribe({
    method: 'accountSubscribe',
    params: [address, { encoding: 'base64', commitment }],
    onNotification: (result) => {
      const contextual = readContextual(result);
      const account = readAccount(contextual?.value);
      if (contextual === undefined || account === undefined || !client.guard.admit(key, contextual.slot))
        return;
      notified = true;
      deliver({ slot: contextual.slot, account });
    },
    onLive: () => {
      live = true;
      wake.abort();
    },
    onLost: () => {
      live = false;
      wake.abort();
    },
  });
  void readAgainAndAgain();

  return () => {
    stop.abort();
    unsubscribe?.();
  };
}
