import { Keypair } from '@solana/web3.js';
import { WebSocket } from 'ws';

import { signedTransfers } from '@/programs/localnet/bench/transfers';
import { resultOf } from '@/programs/localnet/testing/rpc-call';

const ROUNDS = 60;

export type Delay = { readonly name: string; readonly median: number; readonly p99: number };

type Notification = { readonly method?: string; readonly params?: { readonly result: unknown } };

/**
 * How long a subscriber waits: at `processed` from sending the transaction, at `confirmed` from the announcement of the
 * slot that confirms it.
 */
export async function measureNotifications(rpcUrl: string, wsUrl: string): Promise<Delay[]> {
  const payer = Keypair.generate();
  const watched = payer.publicKey.toBase58();
  await resultOf(rpcUrl, 'requestAirdrop', watched, 10_000_000_000_000);
  const processed: number[] = [];
  const confirmed: number[] = [];
  let sentAt = 0;
  let slotAt = 0;
  let heardConfirmed: () => void = () => undefined;
  const socket = new WebSocket(wsUrl);
  await new Promise((resolve) => socket.once('open', resolve));
  socket.on('message', (data: Buffer) => {
    const { method, params } = JSON.parse(data.toString()) as Notification;
    if (method === 'slotNotification') slotAt = performance.now();
    if (method === 'accountNotification') processed.push(performance.now() - sentAt);
    if (method === 'signatureNotification' && params !== undefined) {
      confirmed.push(performance.now() - slotAt);
      heardConfirmed();
    }
  });
  const subscribe = (method: string, ...params: unknown[]) =>
    socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
  subscribe('slotSubscribe');
  subscribe('accountSubscribe', watched, { commitment: 'processed', encoding: 'base64' });
  for (let round = 0; round < ROUNDS; round++) {
    const { value } = await resultOf<{ value: { blockhash: string } }>(rpcUrl, 'getLatestBlockhash', {
      commitment: 'confirmed',
    });
    const [wire] = signedTransfers(payer, value.blockhash, 1).wires;
    const settled = new Promise<void>((resolve) => (heardConfirmed = resolve));
    sentAt = performance.now();
    const signature = await resultOf(rpcUrl, 'sendTransaction', Buffer.from(wire ?? []).toString('base64'), {
      encoding: 'base64',
    });
    subscribe('signatureSubscribe', signature, { commitment: 'confirmed' });
    await settled;
  }
  socket.terminate();
  return [
    { name: 'account at processed, after sending the transaction', ...quantiles(processed) },
    { name: 'signature at confirmed, after its slot completed', ...quantiles(confirmed) },
  ];
}

function quantiles(values: readonly number[]): Omit<Delay, 'name'> {
  const sorted = [...values].sort((first, second) => first - second);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { median: at(0.5), p99: at(0.99) };
}
