import { address } from '@solana/kit';
import { Connection, Keypair, PublicKey } from '@solana/web3.js';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { associatedTokenAddress } from '@/programs/localnet/faucet';
import { type Localnet, startLocalnet } from '@/programs/localnet/server';
import { call, resultOf } from '@/programs/localnet/testing/rpc-call';

type Info = {
  slot: number;
  blockHeight: number;
  unixTimestamp: number;
  genesisHash: string;
  usdcMint: string;
  pyroMint: string;
};

let localnet: Localnet;
beforeAll(async () => {
  localnet = await startLocalnet({ port: 0, slotMillis: 400 });
});
afterAll(() => localnet.close());

const info = () => resultOf<Info>(localnet.rpcUrl, 'pyronet_info');

/** The Clock sysvar, as programs see it. */
async function clock() {
  const connection = new Connection(localnet.rpcUrl, 'processed');
  const account = await connection.getAccountInfo(
    new PublicKey('SysvarC1ock11111111111111111111111111111111'),
  );
  const data = account?.data ?? Buffer.alloc(40);
  return {
    slot: Number(data.readBigUInt64LE(0)),
    epochStart: Number(data.readBigInt64LE(8)),
    epoch: Number(data.readBigUInt64LE(16)),
    unixTimestamp: Number(data.readBigInt64LE(32)),
  };
}

test('travelling by seconds moves slots, clock and epoch together', async () => {
  const before = await clock();
  const days = 30;
  const after = await resultOf<Info>(localnet.rpcUrl, 'pyronet_timeTravel', { seconds: days * 86_400 });
  const seen = await clock();
  expect(after.unixTimestamp - before.unixTimestamp).toBeGreaterThanOrEqual(days * 86_400);
  expect(after.slot - before.slot).toBeGreaterThanOrEqual((days * 86_400) / 0.4);
  expect(seen.slot).toBeGreaterThanOrEqual(after.slot);
  expect(seen.unixTimestamp).toBeGreaterThanOrEqual(after.unixTimestamp);
  expect(seen.epoch).toBe(Math.floor(seen.slot / 432_000));
  expect(seen.epochStart).toBeGreaterThan(before.epochStart);
  expect(seen.epochStart).toBeLessThanOrEqual(seen.unixTimestamp);
});

test('travelling skips blocks unless asked, so that blockhashes stay good', async () => {
  const { value } = await resultOf<{ value: { blockhash: string } }>(localnet.rpcUrl, 'getLatestBlockhash');
  const isValid = async () =>
    (await resultOf<{ value: boolean }>(localnet.rpcUrl, 'isBlockhashValid', value.blockhash)).value;
  await resultOf(localnet.rpcUrl, 'pyronet_timeTravel', { slots: 1000 });
  expect(await isValid()).toBe(true);
  await resultOf(localnet.rpcUrl, 'pyronet_timeTravel', { slots: 1000, produceBlocks: true });
  expect(await isValid()).toBe(false);
});

test('the SlotHashes sysvar holds the newest 512 blocks, newest first', async () => {
  await resultOf(localnet.rpcUrl, 'pyronet_timeTravel', { slots: 700, produceBlocks: true });
  const connection = new Connection(localnet.rpcUrl, 'processed');
  const account = await connection.getAccountInfo(
    new PublicKey('SysvarS1otHashes111111111111111111111111111'),
  );
  const data = account?.data ?? Buffer.alloc(0);
  expect(Number(data.readBigUInt64LE(0))).toBe(512);
  const slots = Array.from({ length: 512 }, (_, index) => Number(data.readBigUInt64LE(8 + index * 40)));
  const newest = slots[0] ?? 0;
  expect(newest).toBeGreaterThanOrEqual((await info()).slot - 3);
  expect(slots).toEqual(slots.map((_, index) => newest - index));
});

test('the faucet mints local tokens to the associated account of anybody', async () => {
  const owner = address(Keypair.generate().publicKey.toBase58());
  await resultOf(localnet.rpcUrl, 'pyronet_faucet', owner, { usdcAtoms: 12_000_000, pyroAtoms: '34' });
  const { usdcMint, pyroMint } = await info();
  for (const [mint, amount] of [
    [usdcMint, '12000000'],
    [pyroMint, '34'],
  ] as const) {
    const token = await associatedTokenAddress(owner, address(mint));
    const { value } = await resultOf<{ value: { amount: string; decimals: number } }>(
      localnet.rpcUrl,
      'getTokenAccountBalance',
      token,
      { commitment: 'processed' },
    );
    expect(value).toMatchObject({ amount, decimals: 6 });
  }
});

test.each([
  ['pyronet_faucet', [Keypair.generate().publicKey.toBase58(), {}]],
  ['pyronet_faucet', [Keypair.generate().publicKey.toBase58(), { usdcAtoms: -1 }]],
  ['pyronet_faucet', [Keypair.generate().publicKey.toBase58(), { usdcAtoms: '9'.repeat(20) }]],
  ['pyronet_timeTravel', [{}]],
  ['pyronet_timeTravel', [{ seconds: -5 }]],
  ['pyronet_timeTravel', [{ seconds: 1e12 }]],
  ['pyronet_timeTravel', [{ slots: 1.5 }]],
  ['pyronet_timeTravel', [{ slots: 5, seconds: 5 }]],
])('%s refuses %j', async (method, params) => {
  expect((await call(localnet.rpcUrl, method, ...params)).error?.code).toBe(-32602);
});

test('a reset begins a new chain with a new genesis hash on the same ports', async () => {
  const to = Keypair.generate().publicKey.toBase58();
  await resultOf(localnet.rpcUrl, 'requestAirdrop', to, 5_000_000);
  const { genesisHash } = await info();
  await resultOf(localnet.rpcUrl, 'pyronet_reset');
  const after = await info();
  expect(after.genesisHash).not.toBe(genesisHash);
  const { value } = await resultOf<{ value: number }>(localnet.rpcUrl, 'getBalance', to, {
    commitment: 'processed',
  });
  expect(value).toBe(0);
});
