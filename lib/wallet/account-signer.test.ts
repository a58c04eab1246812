import {
  type Address,
  generateKeyPairSigner,
  type KeyPairSigner,
  signTransactionMessageWithSigners,
} from '@solana/kit';
import { type Wallet } from '@wallet-standard/base';
import { beforeEach, expect, test } from 'vitest';

import { composeMessage } from '@/lib/tx/compose';

import { accountSigner } from './account-signer';
import { StandardPersonaWallet } from './development/standard-persona-wallet';

const local = '8T5K9MGVovrPJiXmjLyvq9mApU4NTGkoHcpashQNBt3';
const mainnet = '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d';
const network = { network: 'localnet', genesisHash: null, rpcUrls: [], wsUrls: [], appUrl: '' } as const;

let owner: KeyPairSigner;
let wallet: StandardPersonaWallet;
let mayNotSign: string | null;

beforeEach(async () => {
  owner = await generateKeyPairSigner();
  mayNotSign = null;
  wallet = new StandardPersonaWallet({
    signer: () => Promise.resolve(owner),
    assertMaySign: async () => {
      if (mayNotSign !== null) throw new Error(mayNotSign);
    },
  });
  await wallet.features['standard:connect'].connect();
});

function nodeOf(genesisHash: string, pinned = genesisHash) {
  return () =>
    Promise.resolve({
      genesisHash: () => Promise.resolve(pinned),
      request: () => Promise.resolve(genesisHash),
    });
}

function sign(
  { of = wallet as Wallet, address = owner.address as Address, node = nodeOf(local) } = {},
  abortSignal?: AbortSignal,
) {
  const feePayer = accountSigner(of, address, network, node);
  const message = composeMessage({
    instructions: [],
    feePayer,
    signers: [],
    lifetime: { blockhash: '11111111111111111111111111111111' as never, lastValidBlockHeight: 1n },
    computeUnitLimit: 1_000,
    microLamportsPerUnit: 0n,
  });
  return signTransactionMessageWithSigners(message, abortSignal === undefined ? {} : { abortSignal });
}

/** The same wallet, with another answer to what it is asked to sign. */
function walletThat(answer: (transaction: Uint8Array) => Promise<Uint8Array>): Wallet {
  const { features, version, name, icon, chains, accounts } = wallet;
  const signTransaction = (...inputs: readonly { readonly transaction: Uint8Array }[]) =>
    Promise.all(inputs.map(async ({ transaction }) => ({ signedTransaction: await answer(transaction) })));
  const signing = { ...features['solana:signTransaction'], signTransaction };
  return {
    version,
    name,
    icon,
    chains,
    accounts,
    features: { ...features, 'solana:signTransaction': signing },
  };
}

test('the wallet’s signature stands under the message as it was shown', async () => {
  const { signatures } = await sign();
  expect(signatures[owner.address]?.length).toBe(64);
});

test('nothing is given to the wallet once the local chain is another one', async () => {
  mayNotSign = 'the wallet was asked';
  await expect(sign({ node: nodeOf('another', local) })).rejects.toThrow('was reset');
});

test('nothing is given to the wallet where a local page talks to a public network', async () => {
  mayNotSign = 'the wallet was asked';
  await expect(sign({ node: nodeOf(mainnet) })).rejects.toThrow('belongs to a public one');
});

test('an account that the wallet has left does not sign', async () => {
  const before = owner.address;
  owner = await generateKeyPairSigner();
  await wallet.accountChanged();
  await expect(sign({ address: before })).rejects.toThrow('has left the account');
});

test('a wallet’s refusal is quoted, short and plain', async () => {
  mayNotSign = `User\u202e rejected.${'!'.repeat(400)}`;
  await expect(sign()).rejects.toThrow(/^Local wallet says “User rejected\.!{90,120}…”$/);
});

test.each([
  ['bytes that are no transaction', () => new Uint8Array([9, 9, 9]), 'not this transaction'],
  ['the transaction without our signature', (bytes: Uint8Array) => bytes, 'another account'],
])('a wallet that gives back %s is not taken at its word', async (_, answer, words) => {
  await expect(sign({ of: walletThat(async (bytes) => answer(bytes)) })).rejects.toThrow(words);
});

test('whoever gives up gets an answer at once from a wallet that never gives one', async () => {
  const silent = walletThat(() => new Promise(() => undefined));
  const withdrawal = new AbortController();
  const signing = sign({ of: silent }, withdrawal.signal);
  setTimeout(() => withdrawal.abort(), 10);
  await expect(signing).rejects.toThrow('you stopped waiting');
});

test('the development wallet signs for no chain but a local one', async () => {
  const [account] = wallet.accounts;
  if (account === undefined) throw new Error('no account');
  const { signTransaction } = wallet.features['solana:signTransaction'];
  for (const chain of ['solana:mainnet', 'solana:devnet', undefined] as const) {
    const request = { account, transaction: new Uint8Array(), ...(chain === undefined ? {} : { chain }) };
    await expect(signTransaction(request)).rejects.toThrow('local network only');
  }
});
