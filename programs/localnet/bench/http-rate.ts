import { Agent, request } from 'node:http';

import { Keypair } from '@solana/web3.js';

import { signedTransfers } from '@/programs/localnet/bench/transfers';
import { resultOf } from '@/programs/localnet/testing/rpc-call';

/** Transfers a second that one client gets executed over HTTP on a few kept-alive connections. */
export async function measureHttp(
  rpcUrl: string,
  options: { readonly transfers: number; readonly connections: number; readonly skipPreflight: boolean },
): Promise<number> {
  const payer = Keypair.generate();
  await resultOf(rpcUrl, 'requestAirdrop', payer.publicKey.toBase58(), 10_000_000_000_000);
  await run(rpcUrl, payer, { ...options, transfers: Math.ceil(options.transfers / 8) });
  return run(rpcUrl, payer, options);
}

async function run(
  rpcUrl: string,
  payer: Keypair,
  { transfers, connections, skipPreflight }: Parameters<typeof measureHttp>[1],
): Promise<number> {
  const { value } = await resultOf<{ value: { blockhash: string } }>(rpcUrl, 'getLatestBlockhash', {
    commitment: 'confirmed',
  });
  const { wires, receiver, totalLamports } = signedTransfers(payer, value.blockhash, transfers);
  const bodies = wires.map((wire, id) => {
    const params = [Buffer.from(wire).toString('base64'), { encoding: 'base64', skipPreflight }];
    return JSON.stringify({ jsonrpc: '2.0', id, method: 'sendTransaction', params });
  });
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const started = performance.now();
  let next = 0;
  const sender = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++])
      await postExpectingResult(rpcUrl, agent, body);
  };
  await Promise.all(Array.from({ length: connections }, sender));
  const elapsed = performance.now() - started;
  agent.destroy();
  const balance = await resultOf<{ value: number }>(rpcUrl, 'getBalance', receiver, {
    commitment: 'processed',
  });
  if (balance.value !== totalLamports)
    throw new Error(`${receiver} has ${balance.value}, not ${totalLamports} lamports`);
  return (transfers * 1000) / elapsed;
}

function postExpectingResult(rpcUrl: string, agent: Agent, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const call = request(rpcUrl, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
      response.on('end', () => (text.includes('"result"') ? resolve() : reject(new Error(text))));
    });
    call.on('error', reject);
    call.end(body);
  });
}
