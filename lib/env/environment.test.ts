import { expect, test } from 'vitest';

import { readEnvironment, websocketUrlOf } from './environment';

test('an empty environment means the local network', () => {
  expect(readEnvironment({})).toEqual({
    ok: true,
    environment: {
      network: 'localnet',
      rpcUrls: ['http://127.0.0.1:8899'],
      wsUrls: ['ws://127.0.0.1:8900/'],
      genesisHash: null,
      dataDir: '.pyronet',
      appUrl: 'http://127.0.0.1:3000',
    },
  });
});

test('several nodes are given as a list, preferred first', () => {
  const reading = readEnvironment({ PYRONET_RPC_URLS: 'https://a.test , http://b.test:8899' });
  expect(reading.ok && reading.environment.rpcUrls).toEqual(['https://a.test', 'http://b.test:8899']);
  expect(reading.ok && reading.environment.wsUrls).toEqual(['wss://a.test/', 'ws://b.test:8900/']);
});

test.each([
  ['PYRONET_NETWORK', 'localhost'],
  ['PYRONET_RPC_URLS', 'ftp://a.test'],
  ['PYRONET_RPC_URLS', ','],
  ['PYRONET_WS_URLS', 'http://a.test'],
  ['PYRONET_GENESIS_HASH', '0OIl'],
  ['PYRONET_DATA_DIR', ''],
  ['PYRONET_APP_URL', 'not an address'],
])('%s=%s is reported by name', (variable, value) => {
  const reading = readEnvironment({ [variable]: value });
  expect(!reading.ok && reading.problems.map((problem) => problem.variable)).toEqual([variable]);
});

test('no public node stands in on mainnet', () => {
  const reading = readEnvironment({ PYRONET_NETWORK: 'mainnet' });
  expect(!reading.ok && reading.problems[0]?.variable).toBe('PYRONET_RPC_URLS');
});

test('the websocket port follows the HTTP port only where one is named', () => {
  expect(websocketUrlOf('https://rpc.test/?key=1')).toBe('wss://rpc.test/?key=1');
});
