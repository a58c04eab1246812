import {
  Connection,
  Keypair,
  LAMPORTS_PER_SOL,
  sendAndConfirmTransaction,
  SystemProgram,
  Transaction,
} from '@solana/web3.js';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Localnet, startLocalnet } from '@/programs/localnet/server';

let localnet: Localnet;
beforeAll(async () => {
  localnet = await startLocalnet({ port: 0, slotMillis: 100 });
});
afterAll(() => localnet.close());

test('a transfer is confirmed to a stock client', async () => {
  const connection = new Connection(localnet.rpcUrl, { commitment: 'confirmed', wsEndpoint: localnet.wsUrl });
  const payer = Keypair.generate();
  const to = Keypair.generate().publicKey;
  const airdrop = await connection.requestAirdrop(payer.publicKey, 10 * LAMPORTS_PER_SOL);
  const latest = await connection.getLatestBlockhash();
  await connection.confirmTransaction({ signature: airdrop, ...latest });
  const transfer = SystemProgram.transfer({
    fromPubkey: payer.publicKey,
    toPubkey: to,
    lamports: LAMPORTS_PER_SOL,
  });
  await sendAndConfirmTransaction(connection, new Transaction().add(transfer), [payer]);
  expect(await connection.getBalance(to)).toBe(LAMPORTS_PER_SOL);
});
