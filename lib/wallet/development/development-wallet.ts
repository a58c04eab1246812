import { type Address, type KeyPairSigner } from '@solana/kit';
import { type Wallet } from '@wallet-standard/base';

import { type LocalPersona, localPersonas, personaKeyName } from '@/lib/pyronet/local-personas';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';

import { type WalletChoice } from '../wallet-store';
import { type LocalChain } from './local-chain';
import { personaOfTab, rememberPersona } from './persona-choice';
import { StandardPersonaWallet } from './standard-persona-wallet';

export interface DevelopmentWalletOptions {
  readonly chain: LocalChain;
  /** Fills the persona's purse if need be; called whenever one is connected. */
  readonly fund: (persona: LocalPersona, owner: Address) => Promise<void>;
}

/**
 * A wallet that the page itself brings on a local network: its keys are known to everybody, so anyone can act as anyone
 * at once. Each tab is one persona, so that a renter and a provider can meet in one browser.
 */
export class DevelopmentWallet {
  readonly chain: LocalChain;
  readonly choices: readonly WalletChoice[];
  readonly #wallet: StandardPersonaWallet;
  readonly #options: DevelopmentWalletOptions;
  #persona = personaOfTab();

  constructor(options: DevelopmentWalletOptions) {
    this.#options = options;
    this.chain = options.chain;
    this.choices = localPersonas.map(choiceOf);
    this.#wallet = new StandardPersonaWallet({
      signer: () => this.#open(),
      assertMaySign: options.chain.assertSame,
    });
  }

  /** The wallet as others see it. */
  get wallet(): Wallet {
    return this.#wallet;
  }

  /** Id of the choice that this tab is. */
  get choiceId(): string {
    return choiceIdOf(this.#persona);
  }

  /** Becomes the persona of a choice; false when the choice is none of ours. */
  choose(choiceId: string): boolean {
    const persona = localPersonas.find((candidate) => choiceIdOf(candidate) === choiceId);
    if (persona === undefined) return false;
    const changed = persona.id !== this.#persona.id;
    this.#persona = persona;
    rememberPersona(persona.id);
    // An open wallet shows the other account, as any wallet does whose owner picks another one.
    if (changed) void this.#wallet.accountChanged();
    return true;
  }

  async #open(): Promise<KeyPairSigner> {
    const persona = this.#persona;
    const signer = await worthlessLocalKey(personaKeyName(persona.id));
    await this.#options.fund(persona, signer.address);
    return signer;
  }
}

const choiceIdOf = ({ id }: LocalPersona): string => `persona ${id}`;

function choiceOf(persona: LocalPersona): WalletChoice {
  return {
    id: choiceIdOf(persona),
    name: persona.name,
    kind: 'development',
    icon: null,
    detail: persona.sentence,
    unusableBecause: null,
  };
}
