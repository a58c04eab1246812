import { expect, test } from 'vitest';

import { provenanceOf, publicNetworkOf } from './public-network';

const environment = {
  network: 'devnet',
  rpcUrls: ['https://node.example/v1/secret-token', 'https://rpc.example/?api-key=1', 'https://open.example'],
  wsUrls: ['wss://user:word@node.example', 'wss://open.example'],
  genesisHash: null,
  dataDir: '.pyronet',
  appUrl: 'http://127.0.0.1:3000',
} as const;

test('addresses of nodes that may hold an access key stay on the server', () => {
  const { rpcUrls, wsUrls } = publicNetworkOf(environment);
  expect(rpcUrls).toEqual(['https://open.example']);
  expect(wsUrls).toEqual(['wss://open.example']);
});

test('a public network is known by its genesis hash without being told', () => {
  expect(publicNetworkOf(environment).genesisHash).toBe('EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG');
  expect(publicNetworkOf({ ...environment, network: 'localnet' }).genesisHash).toBeNull();
});

test.each([
  ['localnet', 'http://127.0.0.1:8899', 'local'],
  ['localnet', 'https://elsewhere.example', 'custom'],
  ['devnet', 'https://api.devnet.solana.com', 'official'],
  ['devnet', 'https://solana.com.example', 'custom'],
] as const)('%s behind %s is %s', (network, url, provenance) => {
  expect(provenanceOf({ network, rpcUrls: [url], wsUrls: [], genesisHash: null, appUrl: '' })).toBe(
    provenance,
  );
});
