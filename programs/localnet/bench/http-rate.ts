import { Keypair } from '@solana/web3.js';

import { type HttpRate, postAll } from '@/programs/localnet/bench/post-all';
import { signedTransfers } from '@/programs/localnet/bench/transfers';
import { resultOf } from '@/programs/localnet/testing/rpc-call';

export type HttpLoad = {
  readonly transfers: number;
  readonly connections: number;
  readonly skipPreflight: boolean;
};

/** Transfers a second that one client gets executed over HTTP, after as many to warm up. */
export async function measureHttp(rpcUrl: string, networkPid: number, load: HttpLoad): Promise<HttpRate> {
  const payer = Keypair.generate();
  await resultOf(rpcUrl, 'requestAirdrop', payer.publicKey.toBase58(), 10_000_000_000_000);
  await run(rpcUrl, networkPid, payer, load);
  return run(rpcUrl, networkPid, payer, load);
}

async function run(rpcUrl: string, networkPid: number, payer: Keypair, load: HttpLoad): Promise<HttpRate> {
  const { transfers, connections, skipPreflight } = load;
  const { value } = await resultOf<{ value: { blockhash: string } }>(rpcUrl, 'getLatestBlockhash', {
    commitment: 'confirmed',
  });
  const { wires, receiver, totalLamports } = signedTransfers(payer, value.blockhash, transfers);
  const bodies = wires.map((wire, id) => {
    const params = [Buffer.from(wire).toString('base64'), { encoding: 'base64', skipPreflight }];
    return JSON.stringify({ jsonrpc: '2.0', id, method: 'sendTransaction', params });
  });
  const measured = await postAll(rpcUrl, networkPid, bodies, connections);
  const balance = await resultOf<{ value: number }>(rpcUrl, 'getBalance', receiver, {
    commitment: 'processed',
  });
  if (balance.value !== totalLamports) {
    throw new Error(`${receiver} has ${balance.value} lamports where ${totalLamports} were sent`);
  }
  return measured;
}
