import { address } from '@solana/kit';
import { afterEach, expect, test } from 'vitest';

import { type ChainClient, type ChainClientOptions, createChainClient } from './chain-client';
import { type Reply, type RpcCall, ScriptedNode } from './testing/scripted-node';

const someAccount = address('SysvarC1ock11111111111111111111111111111111');
const open: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function startNode(script: (call: RpcCall) => Reply): Promise<ScriptedNode> {
  const node = await ScriptedNode.start(script);
  open.push(() => node.goDown());
  return node;
}

function clientOf(nodes: readonly ScriptedNode[], options: Partial<ChainClientOptions> = {}): ChainClient {
  const client = createChainClient({ rpcUrls: nodes.map((node) => node.url), timeoutMs: 1_000, ...options });
  open.push(() => client.close());
  return client;
}

function accountAt(slot: number, lamports: number): Reply {
  const value = {
    lamports,
    owner: '11111111111111111111111111111111',
    data: ['', 'base64'],
    executable: false,
    rentEpoch: 0,
  };
  return { result: { context: { slot }, value } };
}

async function lamportsOf(client: ChainClient): Promise<bigint | undefined> {
  return (await client.rpc.getAccountInfo(someAccount, { encoding: 'base64' }).send()).value?.lamports;
}

test('amounts beyond the safe integers arrive exactly', async () => {
  const node = await startNode(({ id }) => ({
    status: 200,
    body: `{"jsonrpc":"2.0","id":${id},"result":{"context":{"slot":1},"value":18446744073709551615}}`,
  }));
  expect((await clientOf([node]).rpc.getBalance(someAccount).send()).value).toBe(18446744073709551615n);
});

test('a read outlives a node that is down for a while', async () => {
  const node = await startNode(() => accountAt(5, 7));
  await node.goDown();
  const reading = lamportsOf(clientOf([node]));
  setTimeout(() => void node.comeUp(), 1_200);
  expect(await reading).toBe(7n);
});

test('a read gives up with the reason when the node stays down', async () => {
  const node = await startNode(() => accountAt(5, 7));
  await node.goDown();
  await expect(lamportsOf(clientOf([node], { retryForMs: 300 }))).rejects.toMatchObject({
    code: 'unreachable',
  });
});

test.each<[string, Reply]>([
  ['drops connections', 'drop the connection'],
  ['never answers', 'never answer'],
  ['answers garbage', { status: 200, body: '<html>hello</html>' }],
  ['answers half a document', { status: 200, body: '{"jsonrpc":"2.0","id":' }],
  ['answers another request', { status: 200, body: '{"jsonrpc":"2.0","id":999999,"result":1}' }],
  ['answers without a result', { status: 200, body: '{"jsonrpc":"2.0","id":1}' }],
  ['fails', { status: 500, body: 'oops' }],
  ['is rate limited', { status: 429, headers: { 'retry-after': '30' } }],
  ['is behind', { error: { code: -32005, message: 'Node is behind by 42 slots' } }],
  ['redirects', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
])('the next endpoint answers when the first one %s', async (_, reply) => {
  const [broken, sound] = [await startNode(() => reply), await startNode(() => accountAt(5, 7))];
  expect(await lamportsOf(clientOf([broken, sound]))).toBe(7n);
});

test('an answer larger than the limit is not read', async () => {
  const node = await startNode(() => ({ status: 200, body: 'x'.repeat(100_000) }));
  await expect(lamportsOf(clientOf([node], { maxAnswerBytes: 10_000, retryForMs: 0 }))).rejects.toMatchObject(
    { code: 'answer-too-large' },
  );
});

test('a node that asks for a pause is left alone for as long as it asked', async () => {
  let limited = true;
  const node = await startNode(() =>
    limited ? { status: 429, headers: { 'retry-after': '1' } } : accountAt(5, 7),
  );
  const client = clientOf([node]);
  const reading = lamportsOf(client);
  setTimeout(() => (limited = false), 500);
  expect(await reading).toBe(7n);
  expect(node.callsOf('getAccountInfo')).toHaveLength(2);
});

test('older data than was seen is refused, and the node is asked for newer', async () => {
  let slot = 50;
  const node = await startNode(() => accountAt(slot, slot));
  const client = clientOf([node]);
  expect(await lamportsOf(client)).toBe(50n);
  slot = 40;
  setTimeout(() => (slot = 60), 500);
  expect(await lamportsOf(client)).toBe(60n);
  expect(node.callsOf('getAccountInfo').at(-1)?.params[1]).toMatchObject({ minContextSlot: 50 });
});

test('older data of a lagging second endpoint is refused', async () => {
  const [first, lagging] = [await startNode(() => accountAt(50, 1)), await startNode(() => accountAt(49, 2))];
  const client = clientOf([first, lagging], { retryForMs: 500 });
  expect(await lamportsOf(client)).toBe(1n);
  await first.goDown();
  await expect(lamportsOf(client)).rejects.toMatchObject({
    code: expect.stringMatching(/stale|unreachable/),
  });
});

test('an endpoint of another network is never asked', async () => {
  const [ours, other] = [await startNode(() => accountAt(5, 7)), await startNode(() => accountAt(9, 8))];
  other.genesisHash = '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d';
  const client = clientOf([other, ours], { genesisHash: ours.genesisHash });
  expect(await lamportsOf(client)).toBe(7n);
  expect(other.callsOf('getAccountInfo')).toHaveLength(0);
  expect(client.health().map(({ state }) => state)).toEqual(['refused', 'healthy']);
});

test('a chain that was replaced while it was down is noticed', async () => {
  const node = await startNode(() => accountAt(5, 7));
  const client = clientOf([node]);
  await lamportsOf(client);
  await node.goDown();
  await expect(client.request('getSlot', [], AbortSignal.timeout(150))).rejects.toMatchObject({
    name: 'RpcError',
  });
  node.genesisHash = '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d';
  await node.comeUp();
  await expect(lamportsOf(client)).rejects.toMatchObject({ code: 'wrong-network' });
});

test('money is not asked for twice when the first request may have arrived', async () => {
  const node = await startNode(({ method }) =>
    method === 'requestAirdrop' ? 'drop the connection' : { result: 1 },
  );
  await expect(clientOf([node]).request('requestAirdrop', [someAccount, 1n])).rejects.toMatchObject({
    detail: { maybeDelivered: true },
  });
  expect(node.callsOf('requestAirdrop')).toHaveLength(1);
});

test("a node's own error is passed on, not retried", async () => {
  const node = await startNode(() => ({ error: { code: -32602, message: 'Invalid param' } }));
  await expect(clientOf([node]).request('getSlot', [])).rejects.toMatchObject({
    failure: { code: -32602, message: 'Invalid param' },
  });
  expect(node.callsOf('getSlot')).toHaveLength(1);
});

test('a health report shows no access key', async () => {
  const client = createChainClient({ rpcUrls: ['https://rpc.test/v1/secret?key=secret'] });
  expect(JSON.stringify(client.health())).not.toContain('secret');
});
