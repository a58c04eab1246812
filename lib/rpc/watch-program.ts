import { address as toAddress, type Address, isAddress } from '@solana/kit';

import { type ChainAccount, readAccount, readContextual, sameAccount } from './account-data';
import { type ChainClient } from './chain-client';
import { type WatchOptions } from './watch-account';

/** A filter of `getProgramAccounts` and `programSubscribe`. */
export type ProgramFilter =
  | { readonly dataSize: bigint }
  | {
      readonly memcmp: {
        readonly offset: bigint;
        readonly bytes: string;
        readonly encoding: 'base58' | 'base64';
      };
    };

export interface ProgramChange {
  readonly address: Address;
  readonly slot: bigint;
  /** Null when the account was closed or no longer passes the filters. */
  readonly account: ChainAccount | null;
}

export interface ProgramWatch extends WatchOptions {
  readonly filters?: readonly ProgramFilter[];
  /** The complete state was read at `slot`; changes of it were reported before this call. */
  readonly onSnapshot?: (slot: bigint) => void;
}

/**
 * Follows every account of a program that passes the filters: all of them first, then each change.
 *
 * Order of work: subscribe, read everything, and read everything again whenever notifications (re)start. Per account an
 * older state never follows a newer one, and an account that vanished while nobody listened is reported as closed.
 *
 * @returns a function that stops watching.
 */
export function watchProgram(
  client: ChainClient,
  program: Address,
  listener: (change: ProgramChange) => void,
  {
    filters = [],
    onSnapshot,
    commitment = 'confirmed',
    pollMs = 2_000,
    reconcileMs = 30_000,
  }: ProgramWatch = {},
): () => void {
  const stop = new AbortController();
  const known = new Map<
    Address,
    { readonly slot: bigint; readonly account: ChainAccount | null; readonly notified: boolean }
  >();
  const options = { encoding: 'base64', commitment, filters };
  let live = false;
  let wake = new AbortController();

  const deliver = (change: ProgramChange, notified: boolean): void => {
    const before = known.get(change.address);
    if (before !== undefined) {
      if (change.slot < before.slot) return;
      if (!notified && before.notified && change.slot === before.slot) return;
    }
    known.set(change.address, { slot: change.slot, account: change.account, notified });
    const unchanged = sameAccount(before?.account ?? null, change.account);
    if (!unchanged && !stop.signal.aborted) listener(change);
  };

  const readAll = async (): Promise<void> => {
    const answer = await client.request(
      'getProgramAccounts',
      [program, { ...options, withContext: true }],
      stop.signal,
    );
    const contextual = readContextual(answer);
    if (contextual === undefined || !Array.isArray(contextual.value)) return;
    const present = new Set<Address>();
    for (const entry of contextual.value) {
      const keyed = readKeyed(entry);
      if (keyed === undefined) return;
      present.add(keyed.address);
      deliver({ ...keyed, slot: contextual.slot }, false);
    }
    for (const [address, { account }] of known) {
      if (account !== null && !present.has(address))
        deliver({ address, slot: contextual.slot, account: null }, false);
    }
    if (!stop.signal.aborted) onSnapshot?.(contextual.slot);
  };

  const readAgainAndAgain = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      wake = new AbortController();
      await readAll().catch(() => undefined);
      await client.clock.sleep(live ? reconcileMs : pollMs, AbortSignal.any([wake.signal, stop.signal]));
    }
  };

  const unsubscribe = client.pubSub?.subscribe({
    method: 'programSubscribe',
    params: [program, options],
    onNotification: (result) => {
      const contextual = readContextual(result);
      const keyed = readKeyed(contextual?.value);
      if (contextual === undefined || keyed === undefined) return;
      deliver({ ...keyed, slot: contextual.slot }, true);
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

function readKeyed(
  value: unknown,
): { readonly address: Address; readonly account: ChainAccount | null } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const pubkey: unknown = Reflect.get(value, 'pubkey');
  const account = readAccount(Reflect.get(value, 'account'));
  if (typeof pubkey !== 'string' || !isAddress(pubkey) || account === undefined) return undefined;
  return { address: toAddress(pubkey), account };
}
