import { useSyncExternalStore } from 'react';

import { type NetworkName } from '@/lib/env/environment';
import { publicNetwork } from '@/lib/env/public-network';

import { useWallet } from './wallet-store';

/** Where the browser remembers the chosen wallet: a wallet of one network never comes back on another. */
export function rememberedWalletKey(network: NetworkName): string {
  return `pyronet/wallet/${network}`;
}

/** Whether this browser was connected when it was here last, and so will be again in a moment. */
export function remembersWallet(network: NetworkName): boolean {
  try {
    return window.localStorage.getItem(rememberedWalletKey(network)) !== null;
  } catch {
    return false;
  }
}

/** Whether a remembered wallet is on its way. The server, which remembers nobody, renders for a visitor. */
export function useAwaitsWallet(): boolean {
  const { status } = useWallet();
  const isRemembered = useSyncExternalStore(
    neverChanges,
    () => remembersWallet(publicNetwork().network),
    () => false,
  );
  return status === 'starting' && isRemembered;
}

const neverChanges = (): (() => void) => () => undefined;
