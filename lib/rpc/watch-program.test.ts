import { address, type Address } from '@solana/kit';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';

import { createChainClient } from './chain-client';
import { ScriptedNode } from './testing/scripted-node';
import { watchProgram } from './watch-program';

const program = address('Ed25519SigVerify111111111111111111111111111');
const one = address('SysvarC1ock11111111111111111111111111111111');
const two = address('SysvarRent111111111111111111111111111111111');
const open: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A node with accounts of one program, and what a watcher saw of them. */
async function startChain(): Promise<{
  node: ScriptedNode;
  state: { slot: number; lamports: Map<Address, number> };
  seen: string[];
  notify: (slot: number, account: Address, lamports: number) => void;
}> {
  const state = { slot: 10, lamports: new Map<Address, number>([[one, 1]]) };
  const keyed = (pubkey: Address, lamports: number) => ({
    pubkey,
    account: { lamports, owner: program, data: ['AA==', 'base64'], executable: false },
  });
  const node = await ScriptedNode.start(() => ({
    result: {
      context: { slot: state.slot },
      value: [...state.lamports].map(([account, lamports]) => keyed(account, lamports)),
    },
  }));
  node.socketScript = ({ method }) => ({ result: method === 'programSubscribe' ? 7 : 1 });
  const seen: string[] = [];
  const client = createChainClient({ rpcUrls: [node.url], wsUrls: [node.wsUrl], webSocket: WebSocket });
  const stop = watchProgram(
    client,
    program,
    (change) =>
      seen.push(`${change.address === one ? 'one' : 'two'} ${change.account?.lamports ?? 'closed'}`),
    { pollMs: 100 },
  );
  open.push(
    stop,
    () => client.close(),
    () => node.goDown(),
  );
  const notify = (slot: number, account: Address, lamports: number): void => {
    const params = { subscription: 7, result: { context: { slot }, value: keyed(account, lamports) } };
    node.sockets.at(-1)?.send(JSON.stringify({ jsonrpc: '2.0', method: 'programNotification', params }));
  };
  await vi.waitFor(() => expect(seen).toEqual(['one 1']));
  await vi.waitFor(() => expect(node.callsOf('programSubscribe')).toHaveLength(1));
  return { node, state, seen, notify };
}

test('all accounts come first, then each change once', async () => {
  const { seen, notify, state } = await startChain();
  state.lamports = new Map<Address, number>([
    [one, 1],
    [two, 5],
  ]);
  state.slot = 12;
  notify(12, two, 5);
  notify(12, two, 5);
  await vi.waitFor(() => expect(seen).toEqual(['one 1', 'two 5']));
});

test('an older change after a newer one is dropped, account by account', async () => {
  const { seen, notify, state } = await startChain();
  state.lamports = new Map<Address, number>([
    [one, 3],
    [two, 5],
  ]);
  state.slot = 20;
  notify(20, one, 3);
  notify(15, one, 2);
  notify(16, two, 5);
  await vi.waitFor(() => expect(seen).toEqual(['one 1', 'one 3', 'two 5']));
});

test('an account that was closed while nobody listened is reported as closed', async () => {
  const { node, state, seen } = await startChain();
  await node.goDown();
  state.lamports = new Map<Address, number>([[two, 5]]);
  state.slot = 30;
  await node.comeUp();
  await vi.waitFor(() => expect([...seen].sort()).toEqual(['one 1', 'one closed', 'two 5']), 5_000);
});
