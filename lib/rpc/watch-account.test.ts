import { address } from '@solana/kit';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';

import { type ChainClient, createChainClient } from './chain-client';
import { ScriptedNode } from './testing/scripted-node';
import { type AccountUpdate, watchAccount } from './watch-account';

const watched = address('SysvarC1ock11111111111111111111111111111111');
const open: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A node with one account whose state the test sets. */
async function startChain(): Promise<{
  node: ScriptedNode;
  state: { slot: number; lamports: number };
  notify: (slot: number, lamports: number) => void;
}> {
  const state = { slot: 10, lamports: 1 };
  const account = (lamports: number) =>
    lamports === 0
      ? null
      : {
          lamports,
          owner: '11111111111111111111111111111111',
          data: ['AA==', 'base64'],
          executable: false,
        };
  const node = await ScriptedNode.start(() => ({
    result: { context: { slot: state.slot }, value: account(state.lamports) },
  }));
  node.socketScript = ({ method }) => ({ result: method === 'accountSubscribe' ? 77 : 1 });
  open.push(() => node.goDown());
  const notify = (slot: number, lamports: number): void => {
    const result = { context: { slot }, value: account(lamports) };
    const params = { subscription: 77, result };
    node.sockets.at(-1)?.send(JSON.stringify({ jsonrpc: '2.0', method: 'accountNotification', params }));
  };
  return { node, state, notify };
}

function connect(node: ScriptedNode, silenceMs = 10_000): ChainClient {
  const client = createChainClient({
    rpcUrls: [node.url],
    wsUrls: [node.wsUrl],
    webSocket: WebSocket,
    silenceMs,
  });
  open.push(() => client.close());
  return client;
}

function record(client: ChainClient): { lamports: () => (bigint | null)[] } {
  const updates: AccountUpdate[] = [];
  open.push(watchAccount(client, watched, (update) => updates.push(update), { pollMs: 100 }));
  return { lamports: () => updates.map((update) => update.account?.lamports ?? null) };
}

const subscribed = (node: ScriptedNode): number => node.callsOf('accountSubscribe').length;

test('the present state comes first, then each change', async () => {
  const { node, state, notify } = await startChain();
  const { lamports } = record(connect(node));
  await vi.waitFor(() => expect(lamports()).toEqual([1n]));
  await vi.waitFor(() => expect(subscribed(node)).toBe(1));
  Object.assign(state, { slot: 12, lamports: 2 });
  notify(12, 2);
  await vi.waitFor(() => expect(lamports()).toEqual([1n, 2n]));
});

test('a late notification of an older state is dropped', async () => {
  const { node, state, notify } = await startChain();
  const { lamports } = record(connect(node));
  await vi.waitFor(() => expect(lamports()).toEqual([1n]));
  await vi.waitFor(() => expect(subscribed(node)).toBe(1));
  Object.assign(state, { slot: 13, lamports: 3 });
  notify(13, 3);
  notify(11, 9);
  notify(14, 4);
  await vi.waitFor(() => expect(lamports()).toEqual([1n, 3n, 4n]));
});

test('a closed account is reported as gone', async () => {
  const { node, notify } = await startChain();
  const { lamports } = record(connect(node));
  await vi.waitFor(() => expect(subscribed(node)).toBe(1));
  await vi.waitFor(() => expect(lamports()).toEqual([1n]));
  notify(12, 0);
  await vi.waitFor(() => expect(lamports()).toEqual([1n, null]));
});

test('what happened while the connection was cut is not missed', async () => {
  const { node, state } = await startChain();
  const { lamports } = record(connect(node));
  await vi.waitFor(() => expect(lamports()).toEqual([1n]));
  await node.goDown();
  Object.assign(state, { slot: 20, lamports: 5 });
  await node.comeUp();
  await vi.waitFor(() => expect(lamports()).toEqual([1n, 5n]), 5_000);
  await vi.waitFor(() => expect(subscribed(node)).toBeGreaterThan(1), 5_000);
});

test('a socket that falls silent is replaced', async () => {
  const { node } = await startChain();
  record(connect(node, 400));
  await vi.waitFor(() => expect(subscribed(node)).toBeGreaterThan(1), 5_000);
});

test('a socket that talks nonsense is replaced', async () => {
  const { node } = await startChain();
  record(connect(node));
  await vi.waitFor(() => expect(subscribed(node)).toBe(1));
  node.sockets.at(-1)?.send('}{');
  await vi.waitFor(() => expect(subscribed(node)).toBe(2), 5_000);
});

test('without websockets the state is polled', async () => {
  const { node, state } = await startChain();
  const client = createChainClient({ rpcUrls: [node.url] });
  const { lamports } = record(client);
  await vi.waitFor(() => expect(lamports()).toEqual([1n]));
  Object.assign(state, { slot: 12, lamports: 2 });
  await vi.waitFor(() => expect(lamports()).toEqual([1n, 2n]));
});

test('the socket is closed with the last subscription', async () => {
  const { node } = await startChain();
  const client = connect(node);
  const stop = watchAccount(client, watched, () => undefined);
  await vi.waitFor(() => expect(subscribed(node)).toBe(1));
  stop();
  await vi.waitFor(() => expect(node.sockets.at(-1)?.readyState).toBe(WebSocket.CLOSED));
});
