import {
  getAddressEncoder,
  getTransactionDecoder,
  getTransactionEncoder,
  type KeyPairSigner,
  partiallySignTransaction,
} from '@solana/kit';
import {
  SolanaSignTransaction,
  type SolanaSignTransactionFeature,
  type SolanaSignTransactionMethod,
} from '@solana/wallet-standard-features';
import { type Wallet, type WalletAccount } from '@wallet-standard/base';
import {
  StandardConnect,
  type StandardConnectFeature,
  StandardDisconnect,
  type StandardDisconnectFeature,
  StandardEvents,
  type StandardEventsFeature,
  type StandardEventsListeners,
} from '@wallet-standard/features';

const localChain = 'solana:localnet';

export interface PersonaSource {
  /** The key of the present persona. */
  readonly signer: () => Promise<KeyPairSigner>;
  /** Rejects unless the page is still on the local chain. */
  readonly assertMaySign: () => Promise<void>;
}

type Features = StandardConnectFeature &
  StandardDisconnectFeature &
  StandardEventsFeature &
  SolanaSignTransactionFeature;

/** A Wallet Standard wallet over one key at a time. It signs for the local chain alone, and sends nothing. */
export class StandardPersonaWallet implements Wallet {
  readonly version = '1.0.0';
  readonly name = 'Local wallet';
  readonly icon = flame;
  readonly chains = [localChain] as const;
  readonly #source: PersonaSource;
  readonly #listeners = new Set<StandardEventsListeners['change']>();
  #open: { readonly account: WalletAccount; readonly signer: KeyPairSigner } | null = null;

  constructor(source: PersonaSource) {
    this.#source = source;
  }

  get accounts(): readonly WalletAccount[] {
    return this.#open === null ? [] : [this.#open.account];
  }

  get features(): Features {
    return {
      [StandardConnect]: { version: '1.0.0', connect: this.#connect },
      [StandardDisconnect]: { version: '1.0.0', disconnect: this.#disconnect },
      [StandardEvents]: { version: '1.0.0', on: this.#on },
      [SolanaSignTransaction]: {
        version: '1.0.0',
        supportedTransactionVersions: ['legacy', 0],
        signTransaction: this.#sign,
      },
    };
  }

  /** The source has another key: an open wallet shows its account. */
  async accountChanged(): Promise<void> {
    if (this.#open !== null) await this.#connect();
  }

  readonly #connect = async (): Promise<{ readonly accounts: readonly WalletAccount[] }> => {
    const signer = await this.#source.signer();
    if (this.#open?.signer.address !== signer.address) {
      this.#open = { account: accountOf(signer), signer };
      this.#announce();
    }
    return { accounts: this.accounts };
  };

  readonly #disconnect = async (): Promise<void> => {
    this.#open = null;
    this.#announce();
  };

  readonly #on: StandardEventsFeature[typeof StandardEvents]['on'] = (_event, listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly #sign: SolanaSignTransactionMethod = (...inputs) =>
    Promise.all(
      inputs.map(async ({ account, transaction, chain }) => {
        if (chain !== localChain) throw new Error('it signs for the local network only');
        const open = this.#open;
        if (open === null || account.address !== open.account.address) {
          throw new Error('it shows another account by now');
        }
        await this.#source.assertMaySign();
        const signed = await partiallySignTransaction(
          [open.signer.keyPair],
          getTransactionDecoder().decode(transaction),
        );
        return { signedTransaction: new Uint8Array(getTransactionEncoder().encode(signed)) };
      }),
    );

  #announce(): void {
    for (const listener of this.#listeners) listener({ accounts: this.accounts });
  }
}

function accountOf({ address }: KeyPairSigner): WalletAccount {
  return {
    address,
    publicKey: new Uint8Array(getAddressEncoder().encode(address)),
    chains: [localChain],
    features: [SolanaSignTransaction],
  };
}

const flame =
  'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAyNCAyNCI+PHBhdGggZmlsbD0iI2ZmN2EzZCIgZD0iTTEyIDJjMSA0IDYgNiA2IDEyYTYgNiAwIDAgMS0xMiAwYzAtMyAyLTQgMi03IDIgMSAzIDIgMyA0IDItMiAyLTUgMS05eiIvPjwvc3ZnPg==';
