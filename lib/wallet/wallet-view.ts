import { address } from '@solana/kit';
import { type Wallet } from '@wallet-standard/base';

import { type NetworkName } from '@/lib/env/environment';

import { cannotSignBecause, isForSolana, unusableBecause, walletNameOf } from './account-standing';
import { startingState, type WalletChoice, type WalletState } from './wallet-store';

/** What the wallet library knows at an instant, and what we know besides. */
export interface WalletView {
  readonly network: NetworkName;
  /** All wallets that announced themselves, of whatever chain. */
  readonly wallets: readonly Wallet[];
  /** The chosen wallet; null for none. */
  readonly chosen: Wallet | null;
  readonly connecting: boolean;
  /** Address of the connected account; null while not connected. */
  readonly connectedAddress: string | null;
  /** The development wallet and the people it can be; null where there is none. */
  readonly development: {
    readonly wallet: Wallet;
    /** Id of the choice that it is now. */
    readonly choiceId: string;
    readonly choices: readonly WalletChoice[];
  } | null;
  /** A wallet was chosen on an earlier visit and may still announce itself. */
  readonly awaitsChosen: boolean;
  readonly discovering: boolean;
  readonly problem: string | null;
}

/** The state that pages see. */
export function walletStateOf(view: WalletView): WalletState {
  const { chosen, development, problem, discovering } = view;
  const base = { ...startingState, choices: choicesOf(view), discovering, problem };
  const isDevelopment = chosen !== null && chosen === development?.wallet;
  const name = chosen === null ? null : walletNameOf(chosen);
  const of = { walletName: name, kind: kindOf(chosen, isDevelopment) } as const;
  const account = chosen?.accounts.find((candidate) => candidate.address === view.connectedAddress);
  if (chosen !== null && account !== undefined) {
    const reason = cannotSignBecause(chosen, account, view.network);
    return {
      ...base,
      ...of,
      status: 'connected',
      address: address(account.address),
      choiceId: isDevelopment ? development.choiceId : installedChoiceId(chosen),
      canSign: reason === null,
      cannotSignBecause: reason,
    };
  }
  if (view.connecting) return { ...base, ...of, status: 'connecting' };
  return { ...base, status: view.awaitsChosen ? 'starting' : 'disconnected' };
}

function kindOf(chosen: Wallet | null, isDevelopment: boolean): WalletChoice['kind'] | null {
  if (chosen === null) return null;
  return isDevelopment ? 'development' : 'installed';
}

function choicesOf({ wallets, development }: WalletView): readonly WalletChoice[] {
  const installed = wallets
    .filter((wallet) => wallet !== development?.wallet && isForSolana(wallet))
    .map((wallet): WalletChoice => ({
      id: installedChoiceId(wallet),
      name: walletNameOf(wallet),
      kind: 'installed',
      icon: pictureOf(wallet),
      detail: null,
      unusableBecause: unusableBecause(wallet),
    }));
  return [...installed, ...(development?.choices ?? [])];
}

/** Id of an installed wallet among the choices. */
export function installedChoiceId(wallet: Pick<Wallet, 'name'>): string {
  return `installed ${wallet.name}`;
}

/** Only pictures that the wallet itself brought: no page of ours asks a stranger's server for one. */
function pictureOf({ icon }: Wallet): string | null {
  return /^data:image\/(svg\+xml|webp|png|gif);base64,/.test(icon) ? icon : null;
}
