import {
  type Address,
  assertIsTransactionWithinSizeLimit,
  getTransactionDecoder,
  getTransactionEncoder,
  type Transaction,
  type TransactionWithinSizeLimit,
} from '@solana/kit';
import { SolanaSignTransaction, type SolanaSignTransactionFeature } from '@solana/wallet-standard-features';
import { type Wallet } from '@wallet-standard/base';

import { type NetworkName } from '@/lib/env/environment';
import { readableText } from '@/lib/domain/stranger-text';

import { cannotSignBecause, walletChainOf, walletNameOf } from './account-standing';

/** The only place where a transaction goes to a wallet and comes back: Kit's form here, bytes there. */

/**
 * Has the wallet sign. The wallet is told the chain, so that it tries the transaction against the right one.
 *
 * @throws Error with a sentence when the wallet declines, or has left the account
 */
export async function signWith<Signed extends Transaction>(
  wallet: Wallet,
  address: Address,
  network: NetworkName,
  transaction: Signed,
): Promise<Signed & TransactionWithinSizeLimit> {
  const account = wallet.accounts.find((candidate) => candidate.address === address);
  if (account === undefined) {
    throw new Error(`${walletNameOf(wallet)} has left the account that this was prepared for`);
  }
  const reason = cannotSignBecause(wallet, account, network);
  if (reason !== null) throw new Error(reason);
  const { [SolanaSignTransaction]: feature } = wallet.features as SolanaSignTransactionFeature;
  const [output] = await feature
    .signTransaction({
      account,
      transaction: new Uint8Array(getTransactionEncoder().encode(transaction)),
      chain: walletChainOf(network),
    })
    .catch((error: unknown) => {
      throw new Error(refusalOf(wallet, error));
    });
  if (output === undefined) throw new Error(`${walletNameOf(wallet)} answered without a transaction`);
  const signed = decodeAnswer(wallet, output.signedTransaction);
  if ((signed.signatures[address] ?? null) === null) {
    throw new Error(`${walletNameOf(wallet)} signed for another account than the one shown`);
  }
  assertIsTransactionWithinSizeLimit(signed);
  // Whether the wallet changed the message is for the sender to see: it compares the bytes.
  return { ...transaction, ...signed };
}

function decodeAnswer(wallet: Wallet, bytes: Uint8Array): Transaction {
  try {
    return getTransactionDecoder().decode(bytes);
  } catch {
    throw new Error(`${walletNameOf(wallet)} answered with something that is not this transaction, signed`);
  }
}

function refusalOf(wallet: Wallet, error: unknown): string {
  const said = readableText(error instanceof Error ? error.message : '', 120).replace(/\.+$/, '');
  return said === '' ? `${walletNameOf(wallet)} declined` : `${walletNameOf(wallet)} says “${said}”`;
}
