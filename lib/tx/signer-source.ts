import { type TransactionSigner } from '@solana/kit';

/** Who signs what pages submit; null while nobody can. */
export type SignerSource = () => Promise<TransactionSigner | null>;

let source: SignerSource = () => Promise.resolve(null);

/** Names who signs from now on. The layout of the app does, so that this folder knows no wallet. */
export function provideSigner(next: SignerSource): void {
  source = next;
}

export function currentSigner(): Promise<TransactionSigner | null> {
  return source();
}
