import { type WalletError } from '@solana/wallet-adapter-base';
import { useWallet, WalletProvider, type WalletContextState } from '@solana/wallet-adapter-react';
import { useEffect } from 'react';

export interface WalletIslandProps {
  /** Where the browser remembers which wallet was chosen. */
  readonly rememberAs: string;
  readonly onChange: (context: WalletContextState) => void;
  readonly onError: (error: WalletError) => void;
}

/**
 * The wallet library, in a React tree of its own: no page stands inside it, so none waits for it and none is drawn again
 * when a wallet stirs.
 */
export function WalletIsland({ rememberAs, onChange, onError }: WalletIslandProps) {
  return (
    <WalletProvider wallets={noneOfOurOwn} autoConnect localStorageKey={rememberAs} onError={onError}>
      <WalletBridge onChange={onChange} />
    </WalletProvider>
  );
}

/** Wallets announce themselves (Wallet Standard). */
const noneOfOurOwn: [] = [];

function WalletBridge({ onChange }: Pick<WalletIslandProps, 'onChange'>) {
  const context = useWallet();
  // After the effects, not in them: React runs these in the middle of the page's own commits too, and a page that is drawn
  // again by what they publish would then be committed twice (React error 177).
  useEffect(() => queueMicrotask(() => onChange(context)), [context, onChange]);
  return null;
}
