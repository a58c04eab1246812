import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { methodNames } from '@/programs/localnet/methods/registry';
import { type Localnet, startLocalnet } from '@/programs/localnet/server';
import { call, post, type RpcAnswer } from '@/programs/localnet/testing/rpc-call';

let localnet: Localnet;
beforeAll(async () => {
  localnet = await startLocalnet({ port: 0, slotMillis: 100 });
});
afterAll(() => localnet.close());

const send = (body: string | Uint8Array<ArrayBuffer>, headers?: Record<string, string>) =>
  post(localnet.rpcUrl, body, headers);

async function codeOf(body: unknown): Promise<unknown> {
  const { answer } = await send(typeof body === 'string' ? body : JSON.stringify(body));
  return (answer as RpcAnswer).error?.code;
}

describe('malformed calls get the code of the standard:', () => {
  const valid = { jsonrpc: '2.0', id: 1, method: 'getSlot', params: [] };
  test.each([
    ['not JSON', '{"jsonrpc":', -32700],
    ['an empty body', '', -32700],
    ['a number', 5, -32600],
    ['null', null, -32600],
    ['an empty batch', [], -32600],
    ['no version', { id: 1, method: 'getSlot' }, -32600],
    ['another version', { ...valid, jsonrpc: '1.0' }, -32600],
    ['no method', { jsonrpc: '2.0', id: 1 }, -32600],
    ['an object as id', { ...valid, id: {} }, -32600],
    ['an unknown method', { ...valid, method: 'getEverything' }, -32601],
    ['a member of Object as method', { ...valid, method: 'constructor' }, -32601],
    ['named parameters', { ...valid, params: { commitment: 'processed' } }, -32602],
    ['an unknown commitment', { ...valid, params: [{ commitment: 'soon' }] }, -32602],
    ['a missing address', { ...valid, method: 'getBalance' }, -32602],
    ['an address that is too short', { ...valid, method: 'getBalance', params: ['abc'] }, -32602],
    ['a number as address', { ...valid, method: 'getBalance', params: [7] }, -32602],
    ['a negative slot', { ...valid, method: 'getBlock', params: [-1] }, -32602],
    ['a slot that is not yet', { ...valid, method: 'getBlock', params: [9_000_000] }, -32004],
    [
      'a slot that is not yet reached as context',
      { ...valid, params: [{ minContextSlot: 9_000_000 }] },
      -32016,
    ],
    [
      'zstd',
      {
        ...valid,
        method: 'getAccountInfo',
        params: ['11111111111111111111111111111111', { encoding: 'base64+zstd' }],
      },
      -32602,
    ],
    ['a transaction that is not base58', { ...valid, method: 'sendTransaction', params: ['0OIl'] }, -32602],
    [
      'a transaction that is not base64',
      { ...valid, method: 'sendTransaction', params: ['@@', { encoding: 'base64' }] },
      -32602,
    ],
    [
      'a transaction that is noise',
      { ...valid, method: 'sendTransaction', params: ['AAAA', { encoding: 'base64' }] },
      -32602,
    ],
    [
      'a transaction that is too long',
      { ...valid, method: 'sendTransaction', params: ['A'.repeat(4000), { encoding: 'base64' }] },
      -32602,
    ],
    [
      'too many addresses',
      { ...valid, method: 'getMultipleAccounts', params: [new Array(101).fill('1'.repeat(32))] },
      -32602,
    ],
    [
      'a filter pattern in the wrong encoding',
      {
        ...valid,
        method: 'getProgramAccounts',
        params: ['1'.repeat(32), { filters: [{ memcmp: { offset: 0, bytes: '0' } }] }],
      },
      -32602,
    ],
    [
      'too many filters',
      {
        ...valid,
        method: 'getProgramAccounts',
        params: ['1'.repeat(32), { filters: new Array(5).fill({ dataSize: 1 }) }],
      },
      -32602,
    ],
    [
      'an airdrop of too much',
      { ...valid, method: 'requestAirdrop', params: ['1'.repeat(31) + '2', 1e15] },
      -32602,
    ],
  ])('%s', async (_, body, code) => {
    expect(await codeOf(body)).toBe(code);
  });

  test('a deeply nested body', async () => {
    expect(await codeOf('['.repeat(100_000))).toBe(-32700);
    expect(await codeOf('['.repeat(5000) + ']'.repeat(5000))).toBe(undefined);
  });
});

test('calls of a batch are answered one by one, in order, and notifications not at all', async () => {
  const batch = [
    { jsonrpc: '2.0', id: 'a', method: 'getHealth' },
    { jsonrpc: '2.0', method: 'getHealth' },
    { jsonrpc: '2.0', id: 'b', method: 'nothing' },
    7,
  ];
  const { answer } = await send(JSON.stringify(batch));
  expect(answer).toMatchObject([
    { id: 'a', result: 'ok' },
    { id: 'b', error: { code: -32601 } },
    { id: null, error: { code: -32600 } },
  ]);
  expect((await send(JSON.stringify([batch[1]]))).status).toBe(204);
});

test('no method crashes on parameters of any kind', async () => {
  const address = '1'.repeat(31) + '2';
  const odd = [
    undefined,
    null,
    0,
    -1,
    1.5,
    1e300,
    '',
    'x',
    address,
    '9'.repeat(88),
    true,
    [],
    [[]],
    {},
    { a: 1 },
    [address],
    { limit: 1e9 },
    { encoding: 'x' },
    { seconds: -1 },
  ];
  for (const method of methodNames()) {
    if (method === 'pyronet_reset') continue;
    for (const first of odd) {
      const batch = odd.slice(0, 12).map((second, id) => ({
        jsonrpc: '2.0',
        id,
        method,
        params: [first, second, second],
      }));
      const { answer } = await send(JSON.stringify(batch));
      for (const { error } of answer as RpcAnswer[]) {
        expect(error?.code, `${method} ${JSON.stringify(first)}: ${error?.message}`).not.toBe(-32603);
      }
    }
  }
  expect((await call(localnet.rpcUrl, 'getHealth')).result).toBe('ok');
});

test('noise of any kind leaves it answering', async () => {
  for (let round = 0; round < 200; round++) {
    const { status } = await send(new Uint8Array(randomBytes(1 + round * 5)));
    expect(status).toBe(200);
  }
  expect((await call(localnet.rpcUrl, 'getHealth')).result).toBe('ok');
});

test('a body that is too long is refused with 413', async () => {
  const outcome = await send(JSON.stringify({ padding: 'x'.repeat(300_000) })).then(
    ({ status }) => status,
    () => 'connection closed',
  );
  expect([413, 'connection closed']).toContain(outcome);
  expect((await call(localnet.rpcUrl, 'getHealth')).result).toBe('ok');
});

test('other HTTP methods are refused and pages may call', async () => {
  expect((await fetch(localnet.rpcUrl)).status).toBe(405);
  expect(await (await fetch(`${localnet.rpcUrl}/health`)).text()).toBe('ok');
  const preflight = await fetch(localnet.rpcUrl, {
    method: 'OPTIONS',
    headers: { origin: 'https://app.example' },
  });
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
});

test('a page of another machine cannot use the local-only methods', async () => {
  const body = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'pyronet_timeTravel',
    params: [{ slots: 1 }],
  });
  const foreign = await send(body, { origin: 'https://evil.example' });
  expect(foreign.answer).toMatchObject({ error: { code: -32600 } });
  expect((await send(body, { origin: 'null' })).answer).toMatchObject({ error: { code: -32600 } });
  expect((await send(body, { origin: 'http://localhost:3000' })).answer).toMatchObject({ result: {} });
});

test('too many calls in a second are refused with 429', async () => {
  const limited = await startLocalnet({ port: 0, requestsPerSecond: 5 });
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'getHealth' });
  const answers = await Promise.all(Array.from({ length: 12 }, () => post(limited.rpcUrl, body)));
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(5);
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  await limited.close();
});
