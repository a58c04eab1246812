import {
  type Address,
  address,
  airdropFactory,
  appendTransactionMessageInstruction,
  assertIsTransactionWithBlockhashLifetime,
  createSolanaRpc,
  createSolanaRpcSubscriptions,
  createTransactionMessage,
  generateKeyPairSigner,
  getSignatureFromTransaction,
  isSolanaError,
  type KeyPairSigner,
  type Rpc,
  type RpcSubscriptions,
  type SolanaRpcApi,
  type SolanaRpcSubscriptionsApi,
  lamports,
  pipe,
  sendAndConfirmTransactionFactory,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
  SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE,
} from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Localnet, startLocalnet } from '@/programs/localnet/server';

type AirdropClient = Parameters<typeof airdropFactory>[0];

let localnet: Localnet;
let rpc: Rpc<SolanaRpcApi>;
let rpcSubscriptions: RpcSubscriptions<SolanaRpcSubscriptionsApi>;
let payer: KeyPairSigner;

beforeAll(async () => {
  localnet = await startLocalnet({ port: 0, slotMillis: 40 });
  rpc = createSolanaRpc(localnet.rpcUrl);
  rpcSubscriptions = createSolanaRpcSubscriptions(localnet.wsUrl);
  payer = await generateKeyPairSigner();
  await airdropFactory({ rpc, rpcSubscriptions } as AirdropClient)({
    commitment: 'confirmed',
    lamports: lamports(5_000_000_000n),
    recipientAddress: payer.address,
  });
});
afterAll(() => localnet.close());

async function signedTransfer(to: Address, amount: bigint) {
  const { value: latest } = await rpc.getLatestBlockhash().send();
  const transaction = await signTransactionMessageWithSigners(
    pipe(
      createTransactionMessage({ version: 0 }),
      (message) => setTransactionMessageFeePayerSigner(payer, message),
      (message) => setTransactionMessageLifetimeUsingBlockhash(latest, message),
      (message) =>
        appendTransactionMessageInstruction(
          getTransferSolInstruction({ source: payer, destination: to, amount: lamports(amount) }),
          message,
        ),
    ),
  );
  assertIsTransactionWithBlockhashLifetime(transaction);
  return transaction;
}

test('a transfer is sent, confirmed and found', async () => {
  const to = (await generateKeyPairSigner()).address;
  const transaction = await signedTransfer(to, 20_000_000n);
  await sendAndConfirmTransactionFactory({ rpc, rpcSubscriptions })(transaction, { commitment: 'confirmed' });
  expect((await rpc.getBalance(to).send()).value).toBe(20_000_000n);
  const executed = await rpc
    .getTransaction(getSignatureFromTransaction(transaction), {
      encoding: 'jsonParsed',
      maxSupportedTransactionVersion: 0,
      commitment: 'confirmed',
    })
    .send();
  expect(executed?.meta?.fee).toBe(5000n);
  expect(executed?.transaction.message.instructions[0]).toMatchObject({ parsed: { type: 'transfer' } });
});

test('a preflight failure arrives as the error that Kit knows', async () => {
  const transaction = await signedTransfer((await generateKeyPairSigner()).address, 900_000_000_000n);
  const failure = await sendAndConfirmTransactionFactory({ rpc, rpcSubscriptions })(transaction, {
    commitment: 'confirmed',
  }).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(
    isSolanaError(failure, SOLANA_ERROR__JSON_RPC__SERVER_ERROR_SEND_TRANSACTION_PREFLIGHT_FAILURE),
  ).toBe(true);
});

test('an account subscription delivers the change', async () => {
  const to = (await generateKeyPairSigner()).address;
  const abort = new AbortController();
  const changes = await rpcSubscriptions
    .accountNotifications(to, { commitment: 'confirmed', encoding: 'base64' })
    .subscribe({ abortSignal: abort.signal });
  // Kit keeps nothing that arrives before somebody iterates.
  const next = changes[Symbol.asyncIterator]().next();
  const transaction = await signedTransfer(to, 30_000_000n);
  await sendAndConfirmTransactionFactory({ rpc, rpcSubscriptions })(transaction, { commitment: 'confirmed' });
  expect((await next).value?.value.lamports).toBe(30_000_000n);
  abort.abort();
});

test('amounts above 2^53 arrive exactly', async () => {
  const info = await rpc
    .getAccountInfo(address('11111111111111111111111111111111'), { encoding: 'base64' })
    .send();
  expect(info.value?.space).toBeTypeOf('bigint');
  const supply = await rpc.getSupply({ excludeNonCirculatingAccountsList: true }).send();
  expect(supply.value.total).toBeGreaterThan(500_000_000_000_000_000n);
});

test('epoch, version, identity and health answer in the shapes Kit expects', async () => {
  const epoch = await rpc.getEpochInfo().send();
  expect(epoch.slotsInEpoch).toBe(432_000n);
  expect(epoch.absoluteSlot % 432_000n).toBe(epoch.slotIndex);
  expect((await rpc.getVersion().send())['solana-core']).toMatch(/^\d+\.\d+\.\d+$/);
  expect(await rpc.getHealth().send()).toBe('ok');
  expect(await rpc.getGenesisHash().send()).toMatch(/^[1-9A-HJ-NP-Za-km-z]{32,44}$/);
  expect((await rpc.getRecentPrioritizationFees().send()).length).toBeGreaterThan(0);
});
