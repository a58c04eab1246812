import { type Address } from '@solana/kit';
import { useSyncExternalStore } from 'react';

import { type WalletRuntime } from './wallet-runtime';

/** Something a person can connect with. */
export interface WalletChoice {
  /** What `connectWallet` takes. */
  readonly id: string;
  readonly name: string;
  /** `development` wallets exist on a local network only, and hold nothing of worth. */
  readonly kind: 'installed' | 'development';
  /** A picture as a `data:` address; null for none. */
  readonly icon: string | null;
  /** A few words about it; null for none. */
  readonly detail: string | null;
  /** Why it cannot be used here; null when it can. */
  readonly unusableBecause: string | null;
}

export interface WalletState {
  /** `starting` until it is known what is installed; nothing is said about missing wallets before. */
  readonly status: 'starting' | 'disconnected' | 'connecting' | 'connected';
  /** Of the connected account. */
  readonly address: Address | null;
  /** Of the connected or connecting wallet. */
  readonly walletName: string | null;
  readonly kind: WalletChoice['kind'] | null;
  /** Id of the choice that is connected; null while none is. */
  readonly choiceId: string | null;
  readonly canSign: boolean;
  /** A sentence for people; null when it can sign or nothing is connected. */
  readonly cannotSignBecause: string | null;
  readonly choices: readonly WalletChoice[];
  /** Wallets may still announce themselves; until this is false none is said to be missing. */
  readonly discovering: boolean;
  /** Why the last attempt to connect failed, in a sentence; null when it did not. */
  readonly problem: string | null;
}

/** What the server renders, and the page until the browser has looked for wallets. */
export const startingState: WalletState = {
  status: 'starting',
  address: null,
  walletName: null,
  kind: null,
  choiceId: null,
  canSign: false,
  cannotSignBecause: null,
  choices: [],
  discovering: true,
  problem: null,
};

let state = startingState;
let sheetOpen = false;
let wantsFocus = false;
let starting: Promise<WalletRuntime> | null = null;
const listeners = new Set<() => void>();

/** The wallet as it is now. */
export function readWallet(): WalletState {
  return state;
}

export function useWallet(): WalletState {
  return useSyncExternalStore(subscribeWallet, readWallet, () => startingState);
}

/** Calls `listener` after each change; returns how to stop. */
export function subscribeWallet(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For the runtime alone. */
export function publishWallet(next: WalletState): void {
  if (isEqual(state, next)) return;
  const isNewAccount = next.status === 'connected' && next.address !== state.address;
  state = next;
  if (isNewAccount && sheetOpen) {
    sheetOpen = false;
    wantsFocus = true;
  }
  announce();
}

/** Whether the sheet that lists wallets is asked for. */
export function useWalletSheet(): boolean {
  return useSyncExternalStore(
    subscribeWallet,
    () => sheetOpen,
    () => false,
  );
}

export function openWalletSheet(): void {
  // If it fails, the sheet says so.
  startWallet().catch(() => undefined);
  setSheet(true);
}

export function closeWalletSheet(): void {
  setSheet(false);
}

/** Whether a connection by hand has just closed the sheet, so that the focus has nowhere to return to. Asks once. */
export function takeFocusAfterConnecting(): boolean {
  const wanted = wantsFocus;
  wantsFocus = false;
  return wanted;
}

/** Loads what talks to wallets, once; pages call it when they are idle, buttons when they are pressed. */
export function startWallet(): Promise<WalletRuntime> {
  starting ??= import('./wallet-runtime')
    .then(({ startWalletRuntime }) => startWalletRuntime())
    .catch((error: unknown) => {
      starting = null;
      publishWallet({ ...state, status: 'disconnected', discovering: false, problem: failedToStart });
      throw error;
    });
  return starting;
}

const failedToStart = 'The part of this page that talks to wallets did not load. Reload the page.';

/** Connects with one of the `choices`; what comes of it shows in the state. */
export async function connectWallet(choiceId: string): Promise<void> {
  (await startWallet()).connect(choiceId);
}

/** Also gives up on a wallet that does not answer. */
export async function disconnectWallet(): Promise<void> {
  (await startWallet()).disconnect();
}

function setSheet(open: boolean): void {
  if (sheetOpen === open) return;
  sheetOpen = open;
  announce();
}

function announce(): void {
  for (const listener of listeners) listener();
}

function isEqual(one: WalletState, other: WalletState): boolean {
  return (Object.keys(one) as (keyof WalletState)[]).every(
    (key) =>
      Object.is(one[key], other[key]) || (key === 'choices' && sameChoices(one.choices, other.choices)),
  );
}

function sameChoices(some: readonly WalletChoice[], others: readonly WalletChoice[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}
