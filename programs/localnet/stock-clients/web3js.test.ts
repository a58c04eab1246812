import {
  type AccountInfo,
  AddressLookupTableProgram,
  ComputeBudgetProgram,
  Connection,
  Keypair,
  LAMPORTS_PER_SOL,
  NONCE_ACCOUNT_LENGTH,
  NonceAccount,
  type PublicKey,
  SendTransactionError,
  sendAndConfirmTransaction,
  SystemProgram,
  Transaction,
  TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from '@solana/web3.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Localnet, startLocalnet } from '@/programs/localnet/server';

let localnet: Localnet;
let connection: Connection;
let payer: Keypair;

beforeAll(async () => {
  localnet = await startLocalnet({ port: 0, slotMillis: 40 });
  connection = connect();
  payer = await funded(100);
});
afterAll(() => localnet.close());

/** A client of its own: web3.js keeps a blockhash for 30 s, however fast the chain's time goes. */
function connect(): Connection {
  return new Connection(localnet.rpcUrl, { commitment: 'confirmed', wsEndpoint: localnet.wsUrl });
}

async function funded(sol: number): Promise<Keypair> {
  const keypair = Keypair.generate();
  const signature = await connection.requestAirdrop(keypair.publicKey, sol * LAMPORTS_PER_SOL);
  await connection.confirmTransaction({ signature, ...(await connection.getLatestBlockhash()) });
  return keypair;
}

function transfer(to: PublicKey, lamports: number, from = payer.publicKey): TransactionInstruction {
  return SystemProgram.transfer({ fromPubkey: from, toPubkey: to, lamports });
}

function send(instructions: TransactionInstruction[], signers: Keypair[] = []): Promise<string> {
  return sendAndConfirmTransaction(connection, new Transaction().add(...instructions), [payer, ...signers]);
}

/** What a transaction failed with: web3.js waits in two ways, and resolves with it by one and rejects by the other, at once. */
async function errorOf(
  signature: string,
  latest: { blockhash: string; lastValidBlockHeight: number },
): Promise<unknown> {
  try {
    const { value } = await connection.confirmTransaction({ signature, ...latest });
    return value.err;
  } catch (error) {
    if (error instanceof Error) throw error;
    return error;
  }
}

async function timeTravel(target: { slots: number; produceBlocks?: boolean }): Promise<void> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'pyronet_timeTravel', params: [target] });
  await fetch(localnet.rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

/** Resolves with the first value that `subscribe` delivers. */
function first<Value>(subscribe: (deliver: (value: Value) => void) => void): Promise<Value> {
  return new Promise((resolve) => subscribe(resolve));
}

const settled = (milliseconds = 150) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('transactions', () => {
  test('a transfer is confirmed, moves the money and costs 5000 lamports', async () => {
    const to = Keypair.generate().publicKey;
    const before = await connection.getBalance(payer.publicKey);
    await send([transfer(to, LAMPORTS_PER_SOL)]);
    expect(await connection.getBalance(to)).toBe(LAMPORTS_PER_SOL);
    expect(await connection.getBalance(payer.publicKey)).toBe(before - LAMPORTS_PER_SOL - 5000);
  });

  test('a transfer reaches finalized', async () => {
    const latest = await connection.getLatestBlockhash();
    const transaction = new Transaction(latest).add(transfer(Keypair.generate().publicKey, 1_000_000));
    const signature = await connection.sendTransaction(transaction, [payer]);
    const { value } = await connection.confirmTransaction({ signature, ...latest }, 'finalized');
    expect(value.err).toBeNull();
    const status = await connection.getSignatureStatus(signature);
    expect(status.value).toMatchObject({ confirmationStatus: 'finalized', confirmations: null, err: null });
  });

  test('a transaction that would fail is refused at preflight with its logs and costs nothing', async () => {
    const before = await connection.getBalance(payer.publicKey);
    const failing = connection.sendTransaction(
      new Transaction().add(transfer(Keypair.generate().publicKey, 1_000_000 * LAMPORTS_PER_SOL)),
      [payer],
    );
    const error = await failing.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(SendTransactionError);
    expect((error as SendTransactionError).message).toContain('custom program error: 0x1');
    expect((error as SendTransactionError).logs?.join('\n')).toContain('insufficient lamports');
    expect(await connection.getBalance(payer.publicKey)).toBe(before);
    await send([transfer(Keypair.generate().publicKey, 1_000_000)]);
    expect(await connection.getBalance(payer.publicKey)).toBe(before - 1_000_000 - 5000);
  });

  test('without preflight a failing transaction is included, pays its fee and says why it failed', async () => {
    const before = await connection.getBalance(payer.publicKey);
    const latest = await connection.getLatestBlockhash();
    const transaction = new Transaction(latest).add(
      transfer(Keypair.generate().publicKey, 1_000_000 * LAMPORTS_PER_SOL),
    );
    const signature = await connection.sendTransaction(transaction, [payer], { skipPreflight: true });
    expect(await errorOf(signature, latest)).toMatchObject({ InstructionError: [0, { Custom: 1 }] });
    await expect.poll(() => connection.getBalance(payer.publicKey)).toBe(before - 5000);
  });

  test('a call to a program that does not exist is included and pays its fee', async () => {
    const before = await connection.getBalance(payer.publicKey);
    const latest = await connection.getLatestBlockhash();
    const nowhere = new TransactionInstruction({ programId: Keypair.generate().publicKey, keys: [] });
    const signature = await connection.sendTransaction(new Transaction(latest).add(nowhere), [payer], {
      skipPreflight: true,
    });
    expect(await errorOf(signature, latest)).toBe('InvalidProgramForExecution');
    await expect.poll(() => connection.getBalance(payer.publicKey)).toBe(before - 5000);
  });

  test('the same bytes are not executed twice', async () => {
    const latest = await connection.getLatestBlockhash();
    const to = Keypair.generate().publicKey;
    const transaction = new Transaction({ feePayer: payer.publicKey, ...latest }).add(
      transfer(to, 1_000_000),
    );
    transaction.sign(payer);
    const wire = transaction.serialize();
    const signature = await connection.sendRawTransaction(wire);
    await expect(connection.sendRawTransaction(wire)).rejects.toThrow('already been processed');
    expect(await connection.sendRawTransaction(wire, { skipPreflight: true })).toBe(signature);
    await connection.confirmTransaction({ signature, ...latest });
    expect(await connection.getBalance(to)).toBe(1_000_000);
  });

  test('a wrong signature is refused', async () => {
    const transaction = new Transaction({
      feePayer: payer.publicKey,
      ...(await connection.getLatestBlockhash()),
    });
    transaction.add(transfer(Keypair.generate().publicKey, 1_000_000)).sign(payer);
    const wire = transaction.serialize();
    wire[5] = (wire[5] ?? 0) ^ 1;
    await expect(connection.sendRawTransaction(wire)).rejects.toThrow('signature verification failure');
  });

  test('a blockhash is accepted for 150 blocks and no longer', async () => {
    const latest = await connection.getLatestBlockhash();
    const signed = (lamports: number) => {
      const transaction = new Transaction({ feePayer: payer.publicKey, ...latest });
      transaction.add(transfer(Keypair.generate().publicKey, lamports)).sign(payer);
      return transaction.serialize();
    };
    await timeTravel({ slots: 100, produceBlocks: true });
    await connection.sendRawTransaction(signed(1_000_000));
    await timeTravel({ slots: 60, produceBlocks: true });
    expect(await connection.getBlockHeight('confirmed')).toBeGreaterThan(latest.lastValidBlockHeight);
    await expect(connection.sendRawTransaction(signed(1_000_001))).rejects.toThrow('Blockhash not found');
    expect((await connection.isBlockhashValid(latest.blockhash)).value).toBe(false);
    connection = connect();
  });

  test('a blockhash that never existed is refused', async () => {
    const transaction = new Transaction({
      feePayer: payer.publicKey,
      blockhash: Keypair.generate().publicKey.toBase58(),
      lastValidBlockHeight: 1,
    });
    transaction.add(transfer(Keypair.generate().publicKey, 1_000_000)).sign(payer);
    await expect(connection.sendRawTransaction(transaction.serialize())).rejects.toThrow(
      'Blockhash not found',
    );
  });

  test('the priority fee is charged as announced', async () => {
    const latest = await connection.getLatestBlockhash();
    const message = new TransactionMessage({
      payerKey: payer.publicKey,
      recentBlockhash: latest.blockhash,
      instructions: [
        ComputeBudgetProgram.setComputeUnitLimit({ units: 100_001 }),
        ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 25_003 }),
        transfer(Keypair.generate().publicKey, 1_000_000),
      ],
    }).compileToV0Message();
    const { value: fee } = await connection.getFeeForMessage(message);
    const transaction = new VersionedTransaction(message);
    transaction.sign([payer]);
    const signature = await connection.sendTransaction(transaction);
    await connection.confirmTransaction({ signature, ...latest });
    const executed = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
    expect(fee).toBe(5000 + Math.ceil((100_001 * 25_003) / 1_000_000));
    expect(executed?.meta?.fee).toBe(fee);
  });

  test('a simulation reports logs, units and accounts and changes nothing', async () => {
    const to = Keypair.generate().publicKey;
    const message = new TransactionMessage({
      payerKey: payer.publicKey,
      recentBlockhash: Keypair.generate().publicKey.toBase58(),
      instructions: [transfer(to, 3_000_000)],
    }).compileToV0Message();
    const stale = new VersionedTransaction(message);
    expect((await connection.simulateTransaction(stale)).value.err).toBe('BlockhashNotFound');
    const { value } = await connection.simulateTransaction(stale, {
      replaceRecentBlockhash: true,
      accounts: { encoding: 'base64', addresses: [to.toBase58()] },
    });
    expect(value.err).toBeNull();
    expect(value.unitsConsumed).toBe(150);
    expect(value.logs?.[0]).toContain('Program 11111111111111111111111111111111 invoke [1]');
    expect(value.accounts?.[0]?.lamports).toBe(3_000_000);
    expect(await connection.getBalance(to, 'processed')).toBe(0);
    const signed = await connection.simulateTransaction(stale, {
      sigVerify: true,
      replaceRecentBlockhash: false,
    });
    expect(signed.value.err).toBe('BlockhashNotFound');
  });
});

describe('durable nonces', () => {
  test('a transaction with a durable nonce is executed once, long after it was signed', async () => {
    const nonce = Keypair.generate();
    const lamports = await connection.getMinimumBalanceForRentExemption(NONCE_ACCOUNT_LENGTH);
    const create = SystemProgram.createNonceAccount({
      fromPubkey: payer.publicKey,
      noncePubkey: nonce.publicKey,
      authorizedPubkey: payer.publicKey,
      lamports,
    });
    await send(create.instructions, [nonce]);
    const { value: state } = await connection.getNonceAndContext(nonce.publicKey);
    const to = Keypair.generate().publicKey;
    const advance = SystemProgram.nonceAdvance({
      noncePubkey: nonce.publicKey,
      authorizedPubkey: payer.publicKey,
    });
    const durable = (lamportsSent: number) => {
      const transaction = new Transaction({
        feePayer: payer.publicKey,
        nonceInfo: { nonce: state?.nonce ?? '', nonceInstruction: advance },
        minContextSlot: 0,
      }).add(transfer(to, lamportsSent));
      transaction.sign(payer);
      return transaction.serialize();
    };
    const wire = durable(2_000_000);
    await timeTravel({ slots: 400, produceBlocks: true });
    connection = connect();
    await connection.sendRawTransaction(wire);
    await settled();
    expect(await connection.getBalance(to)).toBe(2_000_000);
    const after = await connection.getNonce(nonce.publicKey);
    expect(after?.nonce).not.toBe(state?.nonce);
    await expect(connection.sendRawTransaction(wire)).rejects.toThrow('already been processed');
    await expect(connection.sendRawTransaction(durable(3_000_000))).rejects.toThrow('Blockhash not found');
  });

  test('a durable transaction that fails still uses up its nonce', async () => {
    const nonce = Keypair.generate();
    const create = SystemProgram.createNonceAccount({
      fromPubkey: payer.publicKey,
      noncePubkey: nonce.publicKey,
      authorizedPubkey: payer.publicKey,
      lamports: await connection.getMinimumBalanceForRentExemption(NONCE_ACCOUNT_LENGTH),
    });
    await send(create.instructions, [nonce]);
    const before = await connection.getNonce(nonce.publicKey);
    const transaction = new Transaction({
      feePayer: payer.publicKey,
      nonceInfo: {
        nonce: before?.nonce ?? '',
        nonceInstruction: SystemProgram.nonceAdvance({
          noncePubkey: nonce.publicKey,
          authorizedPubkey: payer.publicKey,
        }),
      },
      minContextSlot: 0,
    }).add(transfer(Keypair.generate().publicKey, 1_000_000 * LAMPORTS_PER_SOL));
    transaction.sign(payer);
    await connection.sendRawTransaction(transaction.serialize(), { skipPreflight: true });
    const account = await connection.getAccountInfo(nonce.publicKey, 'processed');
    expect(NonceAccount.fromAccountData(account?.data ?? Buffer.alloc(0)).nonce).not.toBe(before?.nonce);
  });
});

describe('lookup tables', () => {
  test('a version 0 transaction loads its accounts through a table, and history shows them', async () => {
    const slot = await connection.getSlot('confirmed');
    const [create, table] = AddressLookupTableProgram.createLookupTable({
      authority: payer.publicKey,
      payer: payer.publicKey,
      recentSlot: slot,
    });
    const to = Keypair.generate().publicKey;
    const extend = AddressLookupTableProgram.extendLookupTable({
      lookupTable: table,
      authority: payer.publicKey,
      payer: payer.publicKey,
      addresses: [to, SystemProgram.programId],
    });
    await send([create, extend]);
    await settled();
    const { value: account } = await connection.getAddressLookupTable(table);
    if (account === null) throw new Error('no table');
    const latest = await connection.getLatestBlockhash();
    const message = new TransactionMessage({
      payerKey: payer.publicKey,
      recentBlockhash: latest.blockhash,
      instructions: [transfer(to, 4_000_000)],
    }).compileToV0Message([account]);
    expect(message.addressTableLookups).toHaveLength(1);
    const transaction = new VersionedTransaction(message);
    transaction.sign([payer]);
    const signature = await connection.sendTransaction(transaction);
    await connection.confirmTransaction({ signature, ...latest });
    expect(await connection.getBalance(to)).toBe(4_000_000);
    const executed = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
    expect(executed?.version).toBe(0);
    expect(executed?.meta?.loadedAddresses?.writable.map(String)).toEqual([to.toBase58()]);
    await expect(connection.getTransaction(signature)).rejects.toThrow('maxSupportedTransactionVersion');
    const parsed = await connection.getParsedAccountInfo(table);
    expect(parsed.value?.data).toMatchObject({ program: 'address-lookup-table' });
  });
});

describe('history', () => {
  test('a transaction is found with balances, fee and parsed instruction', async () => {
    const to = Keypair.generate().publicKey;
    const signature = await send([transfer(to, 5_000_000)]);
    const executed = await connection.getTransaction(signature);
    expect(executed?.meta).toMatchObject({ err: null, fee: 5000, computeUnitsConsumed: 150 });
    expect(executed?.meta?.postBalances[1]).toBe(5_000_000);
    expect(executed?.blockTime).toBeGreaterThan(1_700_000_000);
    const parsed = await connection.getParsedTransaction(signature);
    expect(parsed?.transaction.message.instructions[0]).toMatchObject({
      program: 'system',
      parsed: { type: 'transfer', info: { destination: to.toBase58(), lamports: 5_000_000 } },
    });
    const block = await connection.getBlock(executed?.slot ?? 0, { maxSupportedTransactionVersion: 0 });
    expect(block?.transactions.map(({ transaction }) => transaction.signatures[0])).toContain(signature);
    expect(await connection.getBlockTime(executed?.slot ?? 0)).toBe(executed?.blockTime);
  });

  test('signatures of an address come newest first and page by before and until', async () => {
    const to = Keypair.generate().publicKey;
    const signatures: string[] = [];
    for (let count = 1; count <= 5; count++) signatures.push(await send([transfer(to, 1_000_000 + count)]));
    const newestFirst = [...signatures].reverse();
    const list = async (options: { limit?: number; before?: string; until?: string }) =>
      (await connection.getSignaturesForAddress(to, options)).map(({ signature }) => signature);
    expect(await list({})).toEqual(newestFirst);
    const firstPage = await list({ limit: 2 });
    expect(firstPage).toEqual(newestFirst.slice(0, 2));
    expect(await list({ limit: 2, before: firstPage[1] ?? '' })).toEqual(newestFirst.slice(2, 4));
    expect(await list({ until: newestFirst[3] ?? '' })).toEqual(newestFirst.slice(0, 3));
  });
});

describe('subscriptions', () => {
  test('an account subscriber hears of a change', async () => {
    const to = Keypair.generate().publicKey;
    const heard = first<AccountInfo<Buffer>>((deliver) => connection.onAccountChange(to, deliver));
    await settled();
    await send([transfer(to, 6_000_000)]);
    expect((await heard).lamports).toBe(6_000_000);
  });

  test('a program subscriber hears only of accounts that pass its filters', async () => {
    const owner = Keypair.generate().publicKey;
    const [small, large] = [Keypair.generate(), Keypair.generate()];
    const heard: string[] = [];
    const delivered = first<true>((deliver) =>
      connection.onProgramAccountChange(
        owner,
        ({ accountId }) => {
          heard.push(accountId.toBase58());
          deliver(true);
        },
        { commitment: 'confirmed', filters: [{ dataSize: 17 }, { memcmp: { offset: 0, bytes: '1' } }] },
      ),
    );
    await settled();
    const create = (account: Keypair, space: number) =>
      SystemProgram.createAccount({
        fromPubkey: payer.publicKey,
        newAccountPubkey: account.publicKey,
        lamports: 2_000_000,
        space,
        programId: owner,
      });
    await send([create(small, 3), create(large, 17)], [small, large]);
    await delivered;
    await settled();
    expect(heard).toEqual([large.publicKey.toBase58()]);
    const listed = await connection.getProgramAccounts(owner, {
      filters: [{ dataSize: 17 }],
      dataSlice: { offset: 1, length: 4 },
    });
    expect(listed.map(({ pubkey }) => pubkey.toBase58())).toEqual([large.publicKey.toBase58()]);
    expect(listed[0]?.account.data).toHaveLength(4);
    expect(await connection.getProgramAccounts(owner)).toHaveLength(2);
  });

  test('a log subscriber hears of transactions that mention its address', async () => {
    const to = Keypair.generate().publicKey;
    const heard = first<string>((deliver) =>
      connection.onLogs(to, ({ signature }) => deliver(signature), 'processed'),
    );
    await settled();
    await send([transfer(Keypair.generate().publicKey, 1_000_000)]);
    const signature = await send([transfer(to, 1_000_000)]);
    expect(await heard).toBe(signature);
  });

  test('slots and roots are announced in order', async () => {
    const slots: number[] = [];
    const roots: number[] = [];
    const slotId = connection.onSlotChange(({ slot }) => slots.push(slot));
    const rootId = connection.onRootChange((root) => roots.push(root));
    await settled(600);
    await connection.removeSlotChangeListener(slotId);
    await connection.removeRootChangeListener(rootId);
    expect(slots.length).toBeGreaterThan(2);
    expect(slots).toEqual(slots.map((_, index) => (slots[0] ?? 0) + index));
    expect(roots).toEqual(roots.map((_, index) => (roots[0] ?? 0) + index));
  });
});

test('a read at finalized sees the state of the root, not the newest', async () => {
  const to = Keypair.generate().publicKey;
  await send([transfer(to, 7_000_000)]);
  expect(await connection.getBalance(to, 'confirmed')).toBe(7_000_000);
  expect(await connection.getBalance(to, 'finalized')).toBe(0);
  await settled(33 * 40 + 500);
  expect(await connection.getBalance(to, 'finalized')).toBe(7_000_000);
});
