import { Keypair } from '@solana/web3.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import { type Localnet, startLocalnet } from '@/programs/localnet/server';
import { resultOf } from '@/programs/localnet/testing/rpc-call';

let localnet: Localnet;
beforeAll(async () => {
  localnet = await startLocalnet({ port: 0, slotMillis: 40 });
});
afterAll(() => localnet.close());

type Message = {
  readonly id?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
  readonly method?: string;
  readonly params?: { readonly subscription: number; readonly result: unknown };
};

/** A bare websocket that remembers everything in order. */
class Client {
  readonly heard: Message[] = [];
  private readonly waiting = new Set<() => void>();
  private nextId = 1;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      this.heard.push(JSON.parse(data.toString()) as Message);
      for (const wake of this.waiting) wake();
    });
  }

  static async open(): Promise<Client> {
    const socket = new WebSocket(localnet.wsUrl);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return new Client(socket);
  }

  async call(method: string, ...params: unknown[]): Promise<Message> {
    const id = this.nextId++;
    this.socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return this.until((message) => message.id === id);
  }

  /** The first message, heard or yet to come, that passes. */
  until(passes: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.heard.find(passes);
        if (found === undefined) return;
        this.waiting.delete(look);
        resolve(found);
      };
      this.waiting.add(look);
      look();
    });
  }

  notificationsOf(subscription: unknown): Message[] {
    return this.heard.filter(({ params }) => params?.subscription === subscription);
  }
}

const newAddress = () => Keypair.generate().publicKey.toBase58();
const airdrop = (to: string) => resultOf<string>(localnet.rpcUrl, 'requestAirdrop', to, 5_000_000);
const settled = (milliseconds = 200) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('an account is announced at each commitment, in order, once per subscription', async () => {
  const client = await Client.open();
  const to = newAddress();
  const levels = ['processed', 'confirmed', 'finalized'];
  const ids: unknown[] = [];
  for (const commitment of levels) {
    ids.push((await client.call('accountSubscribe', to, { commitment, encoding: 'base64' })).result);
  }
  await airdrop(to);
  await client.until(({ params }) => params?.subscription === ids[2]);
  const announced = client.heard.filter(({ method }) => method === 'accountNotification');
  expect(announced.map(({ params }) => params?.subscription)).toEqual(ids);
  expect(announced[0]?.params?.result).toMatchObject({ value: { lamports: 5_000_000, space: 0 } });
  client.socket.close();
});

test('a signature is announced once, and its subscription is then gone', async () => {
  const client = await Client.open();
  const signature = await airdrop(newAddress());
  const { result: id } = await client.call('signatureSubscribe', signature, { commitment: 'confirmed' });
  await client.until(({ params }) => params?.subscription === id);
  await settled();
  expect(client.notificationsOf(id)).toHaveLength(1);
  expect(client.notificationsOf(id)[0]?.params?.result).toMatchObject({ value: { err: null } });
  expect((await client.call('signatureUnsubscribe', id)).error?.code).toBe(-32602);
  client.socket.close();
});

test('the answer with the number comes before a notification that is due at once', async () => {
  const client = await Client.open();
  const signature = await airdrop(newAddress());
  const { result: id } = await client.call('signatureSubscribe', signature, { commitment: 'processed' });
  await client.until(({ params }) => params?.subscription === id);
  expect(client.heard.map((message) => message.method ?? 'answer')).toEqual([
    'answer',
    'signatureNotification',
  ]);
  client.socket.close();
});

test('after unsubscribing nothing more is announced', async () => {
  const client = await Client.open();
  const { result: id } = await client.call('slotSubscribe');
  await client.until(({ params }) => params?.subscription === id);
  expect((await client.call('slotUnsubscribe', id)).result).toBe(true);
  const count = client.notificationsOf(id).length;
  await settled();
  expect(client.notificationsOf(id)).toHaveLength(count);
  client.socket.close();
});

test('a subscription can be ended only by the client and the method it belongs to', async () => {
  const [owner, stranger] = [await Client.open(), await Client.open()];
  const { result: id } = await owner.call('rootSubscribe');
  expect((await stranger.call('rootUnsubscribe', id)).error?.message).toContain('Invalid subscription id');
  expect((await owner.call('rootUnsubscribe', id)).result).toBe(true);
  owner.socket.close();
  stranger.socket.close();
});

test('the ping that web3.js sends gets no answer, and other calls get an error', async () => {
  const client = await Client.open();
  client.socket.send(JSON.stringify({ jsonrpc: '2.0', method: 'ping', params: null }));
  expect((await client.call('getSlot')).error?.code).toBe(-32601);
  expect((await client.call('accountSubscribe', 'short')).error?.code).toBe(-32602);
  expect((await client.call('logsSubscribe', { mentions: [] })).error?.code).toBe(-32602);
  client.socket.send('not json');
  expect((await client.until(({ id }) => id === null)).error?.code).toBe(-32700);
  expect(client.heard).toHaveLength(4);
  client.socket.close();
});

test('token accounts are announced parsed where asked', async () => {
  const client = await Client.open();
  const owner = newAddress();
  const { result: id } = await client.call(
    'programSubscribe',
    'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
    {
      commitment: 'processed',
      encoding: 'jsonParsed',
      filters: [{ dataSize: 165 }, { memcmp: { offset: 32, bytes: owner } }],
    },
  );
  await resultOf(localnet.rpcUrl, 'pyronet_faucet', newAddress(), { usdcAtoms: 1 });
  await resultOf(localnet.rpcUrl, 'pyronet_faucet', owner, { usdcAtoms: 2_500_000 });
  const { params } = await client.until((message) => message.params?.subscription === id);
  expect(params?.result).toMatchObject({
    value: { account: { data: { parsed: { info: { owner, tokenAmount: { uiAmountString: '2.5' } } } } } },
  });
  expect(client.notificationsOf(id)).toHaveLength(1);
  client.socket.close();
});
