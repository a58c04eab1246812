import {
  type Address,
  generateKeyPairSigner,
  type Instruction,
  type KeyPairSigner,
  lamports,
} from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';

import { type ChainClient, createChainClient } from '@/lib/rpc/chain-client';
import { readChainTime } from '@/lib/rpc/chain-time';
import { watchAccount } from '@/lib/rpc/watch-account';
import { memoryStore } from '@/lib/storage/key-value-store';
import { nodePort } from '@/lib/tx/node-port';
import { type Progress } from '@/lib/tx/outcome';
import { TransactionSubmitter } from '@/lib/tx/submitter';
import { type Localnet, startLocalnet } from '@/programs/localnet/server';

let localnet: Localnet;
const clients: ChainClient[] = [];

beforeAll(async () => {
  localnet = await startLocalnet({ port: 0, slotMillis: 50 });
});

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

afterAll(() => localnet.close());

function connect(): ChainClient {
  const { rpcUrl, wsUrl } = localnet;
  const client = createChainClient({ rpcUrls: [rpcUrl], wsUrls: [wsUrl], webSocket: WebSocket });
  clients.push(client);
  return client;
}

async function fundedSigner(client: ChainClient): Promise<KeyPairSigner> {
  const signer = await generateKeyPairSigner();
  await client.rpc.requestAirdrop(signer.address, lamports(1_000_000_000n)).send();
  await vi.waitFor(async () => expect(await balanceOf(client, signer.address)).toBe(1_000_000_000n));
  return signer;
}

async function balanceOf(client: ChainClient, address: Address): Promise<bigint> {
  return (await client.rpc.getBalance(address).send()).value;
}

function transfer(source: KeyPairSigner, destination: Address, amount: bigint): Instruction {
  return getTransferSolInstruction({ source, destination, amount: lamports(amount) });
}

test('a transfer is confirmed on a real chain, and its fee is the one announced', async () => {
  const client = connect();
  const source = await fundedSigner(client);
  const { address: destination } = await generateKeyPairSigner();
  const submitter = new TransactionSubmitter({ port: nodePort(client), store: memoryStore() });
  const steps: Progress[] = [];
  const intent = {
    key: 'transfer 1',
    instructions: [transfer(source, destination, 5_000_000n)],
    feePayer: source,
    priorityFee: { kind: 'fixed', microLamportsPerUnit: 1_000_000n } as const,
  };
  const outcome = await submitter.submit(intent, { onProgress: (progress) => steps.push(progress) });
  expect(outcome.kind).toBe('confirmed');
  const signing = steps.find((progress) => progress.step === 'awaiting-signature');
  const fee = signing?.step === 'awaiting-signature' ? signing.feeLamports : 0n;
  expect(await balanceOf(client, destination)).toBe(5_000_000n);
  expect(await balanceOf(client, source.address)).toBe(1_000_000_000n - 5_000_000n - fee);
});

test('a restart after sending finds the transaction instead of sending another', async () => {
  const client = connect();
  const source = await fundedSigner(client);
  const { address: destination } = await generateKeyPairSigner();
  const store = memoryStore();
  const intent = {
    key: 'transfer 2',
    instructions: [transfer(source, destination, 5_000_000n)],
    feePayer: source,
  };
  const cutShort = new AbortController();
  const before = new TransactionSubmitter({ port: nodePort(client), store });
  const left = await before.submit(intent, {
    signal: cutShort.signal,
    onProgress: ({ step }) => step === 'confirming' && cutShort.abort(),
  });
  const after = await new TransactionSubmitter({ port: nodePort(client), store }).submit(intent);
  expect(after.kind).toBe('confirmed');
  expect('signature' in left && 'signature' in after && left.signature === after.signature).toBe(true);
  expect(await balanceOf(client, destination)).toBe(5_000_000n);
});

test('too little money is said in words before anything is signed', async () => {
  const client = connect();
  const source = await fundedSigner(client);
  const submitter = new TransactionSubmitter({ port: nodePort(client), store: memoryStore() });
  const outcome = await submitter.submit({
    key: 'transfer 3',
    instructions: [transfer(source, source.address, 9_000_000_000n)],
    feePayer: source,
  });
  expect(outcome).toMatchObject({
    kind: 'failed',
    signature: null,
    failure: { code: 'not-enough-sol', instructionIndex: 0 },
  });
});

test('a payer that the chain does not know is told that it holds no SOL', async () => {
  const client = connect();
  const source = await generateKeyPairSigner();
  const submitter = new TransactionSubmitter({ port: nodePort(client), store: memoryStore() });
  const outcome = await submitter.submit({
    key: 'transfer 4',
    instructions: [transfer(source, source.address, 1n)],
    feePayer: source,
  });
  expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'no-sol' } });
});

test('a watched account shows its changes in order', async () => {
  const client = connect();
  const { address } = await generateKeyPairSigner();
  const seen: (bigint | null)[] = [];
  const stop = watchAccount(client, address, ({ account }) => seen.push(account?.lamports ?? null));
  await vi.waitFor(() => expect(seen).toEqual([null]));
  await client.rpc.requestAirdrop(address, lamports(2_000_000n)).send();
  await vi.waitFor(() => expect(seen).toEqual([null, 2_000_000n]));
  stop();
});

test('the chain has its own clock, and it goes on', async () => {
  const client = connect();
  const before = await readChainTime(client);
  await vi.waitFor(async () => expect((await readChainTime(client)).slot).toBeGreaterThan(before.slot));
});
