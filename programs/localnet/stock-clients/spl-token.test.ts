import {
  approve,
  burn,
  closeAccount,
  createAssociatedTokenAccount,
  createMint,
  getAccount,
  getMint,
  getOrCreateAssociatedTokenAccount,
  mintTo,
  NATIVE_MINT,
  TOKEN_2022_PROGRAM_ID,
  TOKEN_PROGRAM_ID,
  transfer,
  transferChecked,
} from '@solana/spl-token';
import { Connection, Keypair, LAMPORTS_PER_SOL, type PublicKey } from '@solana/web3.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Localnet, startLocalnet } from '@/programs/localnet/server';

let localnet: Localnet;
let connection: Connection;
const payer = Keypair.generate();

beforeAll(async () => {
  localnet = await startLocalnet({ port: 0, slotMillis: 40 });
  connection = new Connection(localnet.rpcUrl, { commitment: 'confirmed', wsEndpoint: localnet.wsUrl });
  const signature = await connection.requestAirdrop(payer.publicKey, 100 * LAMPORTS_PER_SOL);
  await connection.confirmTransaction({ signature, ...(await connection.getLatestBlockhash()) });
});
afterAll(() => localnet.close());

describe.each([
  ['classic', TOKEN_PROGRAM_ID, 'spl-token'],
  ['Token-2022', TOKEN_2022_PROGRAM_ID, 'spl-token-2022'],
])('%s tokens', (_, program, programName) => {
  test('are minted, transferred, burned and shown the same everywhere', async () => {
    const confirm = { commitment: 'confirmed' } as const;
    const mint = await createMint(connection, payer, payer.publicKey, null, 6, undefined, confirm, program);
    const [alice, bob] = [Keypair.generate(), Keypair.generate()];
    const own = (owner: PublicKey) =>
      getOrCreateAssociatedTokenAccount(connection, payer, mint, owner, false, 'confirmed', confirm, program);
    const [from, to] = [await own(alice.publicKey), await own(bob.publicKey)];
    await mintTo(connection, payer, mint, from.address, payer, 1_500_000, [], confirm, program);
    await transfer(connection, payer, from.address, to.address, alice, 250_000, [], confirm, program);
    const checked = await transferChecked(
      connection,
      payer,
      from.address,
      mint,
      to.address,
      alice,
      250_000,
      6,
      [],
      confirm,
      program,
    );
    await burn(connection, payer, to.address, mint, bob, 100_000, [], confirm, program);

    expect((await getAccount(connection, from.address, 'confirmed', program)).amount).toBe(1_000_000n);
    expect((await getMint(connection, mint, 'confirmed', program)).supply).toBe(1_400_000n);
    expect((await connection.getTokenAccountBalance(to.address)).value).toEqual({
      amount: '400000',
      decimals: 6,
      uiAmount: 0.4,
      uiAmountString: '0.4',
    });
    expect((await connection.getTokenSupply(mint)).value.uiAmountString).toBe('1.4');
    const largest = await connection.getTokenLargestAccounts(mint);
    expect(largest.value.map(({ amount }) => amount)).toEqual(['1000000', '400000']);

    const owned = await connection.getParsedTokenAccountsByOwner(alice.publicKey, { mint });
    expect(owned.value).toHaveLength(1);
    expect(owned.value[0]?.account.data).toMatchObject({
      program: programName,
      parsed: {
        type: 'account',
        info: { owner: alice.publicKey.toBase58(), tokenAmount: { amount: '1000000' } },
      },
    });
    expect(
      (await connection.getTokenAccountsByOwner(alice.publicKey, { programId: program })).value,
    ).toHaveLength(1);
    expect((await connection.getTokenAccountsByOwner(payer.publicKey, { mint })).value).toHaveLength(0);

    const executed = await connection.getParsedTransaction(checked, { maxSupportedTransactionVersion: 0 });
    expect(executed?.transaction.message.instructions[0]).toMatchObject({
      program: programName,
      parsed: {
        type: 'transferChecked',
        info: { tokenAmount: { amount: '250000' }, authority: alice.publicKey.toBase58() },
      },
    });
    const amountsOf = (side: 'preTokenBalances' | 'postTokenBalances') =>
      Object.fromEntries(
        (executed?.meta?.[side] ?? []).map((balance) => [balance.owner, balance.uiTokenAmount.amount]),
      );
    expect(amountsOf('preTokenBalances')).toEqual({
      [alice.publicKey.toBase58()]: '1250000',
      [bob.publicKey.toBase58()]: '250000',
    });
    expect(amountsOf('postTokenBalances')).toEqual({
      [alice.publicKey.toBase58()]: '1000000',
      [bob.publicKey.toBase58()]: '500000',
    });
  });
});

test('a delegate finds the accounts it may spend from', async () => {
  const mint = await createMint(connection, payer, payer.publicKey, null, 0);
  const account = await createAssociatedTokenAccount(connection, payer, mint, payer.publicKey);
  const delegate = Keypair.generate().publicKey;
  await mintTo(connection, payer, mint, account, payer, 9);
  await approve(connection, payer, account, delegate, payer, 4);
  const response = await fetch(localnet.rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'getTokenAccountsByDelegate',
      params: [
        delegate.toBase58(),
        { mint: mint.toBase58() },
        { encoding: 'jsonParsed', commitment: 'confirmed' },
      ],
    }),
  });
  const { result } = (await response.json()) as { result: { value: { pubkey: string; account: unknown }[] } };
  expect(result.value.map(({ pubkey }) => pubkey)).toEqual([account.toBase58()]);
  expect(result.value[0]?.account).toMatchObject({
    data: { parsed: { info: { delegatedAmount: { amount: '4' }, tokenAmount: { uiAmountString: '9' } } } },
  });
});

test('a closed token account is gone', async () => {
  const mint = await createMint(connection, payer, payer.publicKey, null, 0);
  const account = await createAssociatedTokenAccount(connection, payer, mint, payer.publicKey);
  await closeAccount(connection, payer, account, payer.publicKey, payer);
  expect(await connection.getAccountInfo(account)).toBeNull();
});

test('the mint of wrapped SOL exists', async () => {
  expect((await getMint(connection, NATIVE_MINT)).decimals).toBe(9);
});
