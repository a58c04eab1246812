import {
  type Address,
  type Transaction,
  type TransactionWithinSizeLimit,
  type TransactionWithLifetime,
} from '@solana/kit';
import { type Wallet } from '@wallet-standard/base';

import { type PublicNetwork } from '@/lib/env/public-network';
import { type ChainClient } from '@/lib/rpc/chain-client';

import { unexpectedChain } from './expected-chain';
import { signWith } from './signing';
import { type WalletSigner } from './wallet-signer';

/**
 * Signs for one account through its wallet, and sends nothing. Whoever withdraws the request while the wallet has not
 * answered gets an error at once; a signature that comes later goes nowhere.
 */
export function accountSigner(
  wallet: Wallet,
  address: Address,
  network: PublicNetwork,
  chain: () => Promise<Pick<ChainClient, 'genesisHash' | 'request'>>,
): WalletSigner {
  const sign = async (
    transaction: Transaction & TransactionWithLifetime,
    signal: AbortSignal | undefined,
  ): Promise<Transaction & TransactionWithLifetime & TransactionWithinSizeLimit> => {
    const reason = await unexpectedChain(await chain(), network);
    if (reason !== null) throw new Error(reason);
    if (signal?.aborted === true) throw new Error(withdrawn);
    return signWith(wallet, address, network.network, transaction);
  };
  return {
    address,
    modifyAndSignTransactions: (transactions, { abortSignal } = {}) =>
      untilWithdrawn(
        Promise.all(
          // A message that Kit composed has a lifetime; its type allows for one that has not.
          transactions.map((transaction) =>
            sign(transaction as Transaction & TransactionWithLifetime, abortSignal),
          ),
        ),
        abortSignal,
      ),
  };
}

const withdrawn = 'you stopped waiting for the wallet';

function untilWithdrawn<Value>(answer: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return answer;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new Error(withdrawn));
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
