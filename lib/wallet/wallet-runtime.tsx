import { type WalletError, type WalletName } from '@solana/wallet-adapter-base';
import { type WalletContextState } from '@solana/wallet-adapter-react';
import { type StandardWalletAdapter } from '@solana/wallet-standard-wallet-adapter-base';
import { address } from '@solana/kit';
import { getWallets } from '@wallet-standard/app';
import { type Wallet } from '@wallet-standard/base';
import { createRoot } from 'react-dom/client';

import { publicNetwork, type PublicNetwork } from '@/lib/env/public-network';
import { readableText } from '@/lib/domain/stranger-text';
import { browserChain } from '@/lib/rpc/browser-chain';

import { accountSigner } from './account-signer';
import { walletNameOf } from './account-standing';
import { followOtherTabs } from './chain-news';
import { type DevelopmentWallet } from './development/development-wallet';
import { rememberedWalletKey, remembersWallet } from './remembered-wallet';
import { publishWallet, readWallet } from './wallet-store';
import { type WalletSigner } from './wallet-signer';
import { WalletIsland } from './WalletIsland';
import { installedChoiceId, walletStateOf } from './wallet-view';

/** How long wallets have to announce themselves before any is said to be missing, in milliseconds. */
const discoveryMs = 3_500;
const askAgainMs = 3_000;

/** Talks to wallets for this tab; `startWalletRuntime` makes the only one. */
export class WalletRuntime {
  readonly #network: PublicNetwork;
  #context: WalletContextState | null = null;
  #development: DevelopmentWallet | null = null;
  #watched: { readonly wallet: Wallet; readonly stop: () => void } | null = null;
  #signer: { readonly wallet: Wallet; readonly signer: WalletSigner } | null = null;
  #discovering = true;
  /** The person asked for a wallet on this visit, so that a failure is worth a sentence. */
  #asked = false;
  /** A choice made already, of a wallet that is listed and that the library has yet to hear of. */
  #awaitedChoice: string | null = null;
  #problem: string | null = null;

  constructor(network: PublicNetwork) {
    this.#network = network;
  }

  /** The development wallet; null where the chain is not a local one of ours. */
  get development(): DevelopmentWallet | null {
    return this.#development;
  }

  readonly contextChanged = (context: WalletContextState): void => {
    this.#context = context;
    if (context.connected) this.#problem = null;
    this.#watchFeatures(chosenWallet(context));
    this.#publish();
    if (this.#awaitedChoice !== null) this.connect(this.#awaitedChoice);
  };

  readonly failed = (error: WalletError): void => {
    const chosen = this.#context === null ? null : chosenWallet(this.#context);
    if (!this.#asked || chosen === null) return;
    this.#problem = problemOf(error, walletNameOf(chosen));
    this.#publish();
  };

  adopt(development: DevelopmentWallet): void {
    this.#development = development;
    getWallets().register(development.wallet);
    this.#publish();
  }

  endDiscovery(): void {
    this.#discovering = false;
    this.#publish();
  }

  readonly announced = (): void => this.#publish();

  connect(choiceId: string): void {
    const { wallets = [], wallet, select, connect, connected } = this.#context ?? {};
    const persona = this.#development?.choose(choiceId) ?? false;
    const wanted = wallets.find(({ adapter }) => {
      const standard = standardWallet(adapter);
      return persona ? standard === this.#development?.wallet : installedChoiceId(standard) === choiceId;
    });
    this.#awaitedChoice = wanted === undefined ? choiceId : null;
    if (wanted === undefined || select === undefined) return;
    this.#asked = true;
    this.#problem = null;
    if (wallet?.adapter === wanted.adapter) {
      // The failure shows in `failed`.
      if (connected !== true) connect?.().catch(() => undefined);
    } else if (wanted.adapter.connecting) {
      this.#problem = `${walletNameOf(standardWallet(wanted.adapter))} is still busy with an earlier request. Open it, or reload the page.`;
    } else if (wanted.adapter.connected) {
      // It connected after the wait for it was given up; from the start again, so that the library hears of it.
      void wanted.adapter.disconnect().then(() => select(wanted.adapter.name));
    } else {
      select(wanted.adapter.name);
    }
    this.#publish();
  }

  disconnect(): void {
    this.#problem = null;
    this.#awaitedChoice = null;
    // Not `disconnect()` of the library, which would wait for a wallet that may never answer.
    this.#context?.select(null as unknown as WalletName);
    this.#publish();
  }

  signer(): WalletSigner | null {
    const { address: connected, canSign } = readWallet();
    const wallet = this.#context === null ? null : chosenWallet(this.#context);
    if (connected === null || !canSign || wallet === null) return null;
    if (this.#signer?.wallet !== wallet || this.#signer.signer.address !== connected) {
      const signer = accountSigner(wallet, address(connected), this.#network, browserChain);
      this.#signer = { wallet, signer };
    }
    return this.#signer.signer;
  }

  #publish(): void {
    const context = this.#context;
    if (context === null) return;
    const chosen = chosenWallet(context);
    publishWallet(
      walletStateOf({
        network: this.#network.network,
        wallets: getWallets().get(),
        chosen,
        connecting: context.connecting,
        connectedAddress: context.connected ? (context.publicKey?.toBase58() ?? null) : null,
        development: this.#development,
        awaitsChosen: this.#discovering && chosen === null && remembersWallet(this.#network.network),
        discovering: this.#discovering,
        problem: this.#problem,
      }),
    );
  }

  /** The library notices another account, not what an account may do; while it has yet to notice, nothing is shown. */
  #watchFeatures(wallet: Wallet | null): void {
    if (this.#watched?.wallet === wallet) return;
    this.#watched?.stop();
    const events: unknown = wallet?.features['standard:events'];
    this.#watched =
      wallet === null || !isEvents(events)
        ? null
        : { wallet, stop: events.on('change', () => this.#mayDoOtherThings(wallet)) };
  }

  #mayDoOtherThings({ accounts }: Wallet): void {
    if (accounts.some((account) => account.address === readWallet().address)) this.#publish();
  }
}

/** Mounts the wallet library and begins to listen. Once per tab; `wallet-store` sees to that. */
export async function startWalletRuntime(): Promise<WalletRuntime> {
  const network = publicNetwork();
  const runtime = new WalletRuntime(network);
  const mounted = new Promise<void>((resolve) => {
    createRoot(document.createElement('div')).render(
      <WalletIsland
        rememberAs={rememberedWalletKey(network.network)}
        onChange={(context) => {
          runtime.contextChanged(context);
          resolve();
        }}
        onError={runtime.failed}
      />,
    );
  });
  await mounted;
  getWallets().on('register', runtime.announced);
  getWallets().on('unregister', runtime.announced);
  const grace = new Promise<void>((resolve) => setTimeout(resolve, discoveryMs));
  const local = network.network === 'localnet' ? adoptDevelopmentWallet(runtime, network) : null;
  void Promise.all([grace, local]).then(() => runtime.endDiscovery());
  return runtime;
}

/** Resolves after the first try; a chain that does not answer is asked again until it does. */
async function adoptDevelopmentWallet(runtime: WalletRuntime, network: PublicNetwork): Promise<void> {
  try {
    const { openDevelopmentWallet } = await import('./development/open-development-wallet');
    const development = await openDevelopmentWallet(network);
    if (development === null) return;
    runtime.adopt(development);
    followOtherTabs();
  } catch {
    setTimeout(() => void adoptDevelopmentWallet(runtime, network), askAgainMs);
  }
}

function chosenWallet({ wallet }: WalletContextState): Wallet | null {
  return wallet === null ? null : standardWallet(wallet.adapter);
}

/** With no adapters of our own, every adapter stands for a Wallet Standard wallet. */
function standardWallet(adapter: { readonly name: string }): Wallet {
  return (adapter as StandardWalletAdapter).wallet;
}

function isEvents(
  feature: unknown,
): feature is { on: (event: 'change', listener: () => void) => () => void } {
  return typeof feature === 'object' && feature !== null && 'on' in feature;
}

function problemOf(error: WalletError, name: string): string {
  if (error.name === 'WalletDisconnectedError') return `${name} has disconnected.`;
  if (error.name === 'WalletAccountError') return `${name} shares no account with this page.`;
  const said = readableText(error.message, 120).replace(/\.+$/, '');
  return said === '' ? `${name} did not connect.` : `${name} did not connect; it says “${said}”.`;
}
