import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Address, createSolanaRpc } from '@solana/kit';
import { Keypair } from '@solana/web3.js';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { fetchNetwork } from '@/lib/pyronet/network';
import { type Localnet, startLocalnet } from '@/programs/localnet/server';
import { call, resultOf } from '@/programs/localnet/testing/rpc-call';

const repository = path.resolve(import.meta.dirname, '../../..');
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'pyronet-localnet-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

type Info = {
  slot: number;
  blockHeight: number;
  unixTimestamp: number;
  genesisHash: string;
  programLoaded: boolean;
};

function open(options: { reset?: boolean } = {}): Promise<Localnet> {
  return startLocalnet({ port: 0, slotMillis: 50, dataDirectory: directory, ...options });
}

function newAddress(): string {
  return Keypair.generate().publicKey.toBase58();
}

async function balanceOf(url: string, address: string): Promise<number> {
  const { value } = await resultOf<{ value: number }>(url, 'getBalance', address, {
    commitment: 'processed',
  });
  return value;
}

test('accounts, history and time go on after a restart', async () => {
  const to = newAddress();
  const before = await open();
  const signature = await resultOf<string>(before.rpcUrl, 'requestAirdrop', to, 5_000_000);
  await resultOf(before.rpcUrl, 'pyronet_timeTravel', { seconds: 3600 });
  const then = await resultOf<Info>(before.rpcUrl, 'pyronet_info');
  const { value: latest } = await resultOf<{ value: { blockhash: string } }>(
    before.rpcUrl,
    'getLatestBlockhash',
  );
  await before.close();

  const after = await open();
  const now = await resultOf<Info>(after.rpcUrl, 'pyronet_info');
  expect(await balanceOf(after.rpcUrl, to)).toBe(5_000_000);
  expect(now.genesisHash).toBe(then.genesisHash);
  expect(now.slot).toBeGreaterThanOrEqual(then.slot);
  expect(now.blockHeight).toBeGreaterThanOrEqual(then.blockHeight);
  expect(now.unixTimestamp).toBeGreaterThanOrEqual(then.unixTimestamp);
  expect((await call(after.rpcUrl, 'isBlockhashValid', latest.blockhash)).result).toMatchObject({
    value: true,
  });
  const history = await resultOf<{ signature: string }[]>(after.rpcUrl, 'getSignaturesForAddress', to, {
    commitment: 'confirmed',
  });
  expect(history.map((entry) => entry.signature)).toEqual([signature]);
  const executed = await resultOf<{ slot: number } | null>(after.rpcUrl, 'getTransaction', signature, {
    commitment: 'confirmed',
    maxSupportedTransactionVersion: 0,
  });
  expect(executed?.slot).toBeLessThan(now.slot);
  await after.close();
});

test('the program and its network go on after a restart', async () => {
  const before = await open();
  const network = await fetchNetwork(createSolanaRpc(before.rpcUrl));
  await before.close();
  const after = await open();
  expect(await fetchNetwork(createSolanaRpc(after.rpcUrl))).toEqual(network);
  expect((await resultOf<Info>(after.rpcUrl, 'pyronet_info')).programLoaded).toBe(true);
  const program = await resultOf<{ value: { executable: boolean } }>(
    after.rpcUrl,
    'getAccountInfo',
    PYRONET_PROGRAM_ADDRESS as Address,
    { encoding: 'base64', dataSlice: { offset: 0, length: 0 } },
  );
  expect(program.value.executable).toBe(true);
  await after.close();
});

test('--reset begins a new chain', async () => {
  const to = newAddress();
  const before = await open();
  await resultOf(before.rpcUrl, 'requestAirdrop', to, 5_000_000);
  const { genesisHash } = await resultOf<Info>(before.rpcUrl, 'pyronet_info');
  await before.close();
  const after = await open({ reset: true });
  expect(await balanceOf(after.rpcUrl, to)).toBe(0);
  expect((await resultOf<Info>(after.rpcUrl, 'pyronet_info')).genesisHash).not.toBe(genesisHash);
  await after.close();
});

test('a second network on the same directory is refused in one sentence', async () => {
  const localnet = await open();
  await expect(open()).rejects.toMatchObject({ code: 'data-in-use' });
  await expect(open()).rejects.toThrow(new RegExp(`in use by process ${process.pid}`));
  await localnet.close();
  await (await open()).close();
});

test('a journal whose last event was cut short is read up to there', async () => {
  const [first, second] = [newAddress(), newAddress()];
  const child = await spawnNetwork();
  await resultOf(child.url, 'requestAirdrop', first, 5_000_000);
  await resultOf(child.url, 'requestAirdrop', second, 6_000_000);
  await child.kill();
  const journal = newestJournal();
  truncateSync(journal, statSync(journal).size - 3);
  appendFileSync(journal, 'xx');
  const after = await open();
  expect(await balanceOf(after.rpcUrl, first)).toBe(5_000_000);
  await after.close();
});

test('what was confirmed survives kill -9, and time does not run backwards', async () => {
  const child = await spawnNetwork();
  const grants: [string, string][] = [];
  for (let count = 0; count < 20; count++) {
    const to = newAddress();
    grants.push([to, await resultOf<string>(child.url, 'requestAirdrop', to, 1_000_000 + count)]);
  }
  const then = await resultOf<Info>(child.url, 'pyronet_info');
  await child.kill();

  const after = await open();
  const now = await resultOf<Info>(after.rpcUrl, 'pyronet_info');
  expect(now.slot).toBeGreaterThanOrEqual(then.slot);
  expect(now.unixTimestamp).toBeGreaterThanOrEqual(then.unixTimestamp);
  for (const [index, [to, signature]] of grants.entries()) {
    expect(await balanceOf(after.rpcUrl, to)).toBe(1_000_000 + index);
    const { value } = await resultOf<{ value: unknown[] }>(after.rpcUrl, 'getSignatureStatuses', [signature]);
    expect(value[0]).toMatchObject({ err: null });
  }
  await after.close();
});

function newestJournal(): string {
  const numbers = readdirSync(directory).flatMap((name) => /^journal-(\d+)$/.exec(name)?.[1] ?? []);
  return path.join(directory, `journal-${Math.max(...numbers.map(Number))}`);
}

/** The network as its own process, which alone can be killed. */
async function spawnNetwork(): Promise<{ readonly url: string; kill(): Promise<void> }> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'programs/localnet/main.ts', '--port', '0', '--data', directory, '--slot-ms', '50'],
    { cwd: repository, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const url = await addressPrintedBy(child);
  return {
    url,
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function addressPrintedBy(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    const url = /http:\/\/[\d.]+:\d+/.exec(text)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error(`the network ended and said: ${text}`);
}
