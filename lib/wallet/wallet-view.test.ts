import { type Wallet, type WalletAccount } from '@wallet-standard/base';
import { expect, test } from 'vitest';

import { installedChoiceId, walletStateOf, type WalletView } from './wallet-view';

const address = 'HY6hWAThHHVjVYdnvfEosPsbqihESdrxQCqCCBeyw2fn';

function accountOf(changes: Partial<WalletAccount> = {}): WalletAccount {
  return {
    address,
    publicKey: new Uint8Array(32),
    chains: ['solana:localnet', 'solana:devnet'],
    features: ['solana:signTransaction'],
    ...changes,
  };
}

function walletOf(changes: Partial<Wallet> = {}): Wallet {
  return {
    version: '1.0.0',
    name: 'Raven',
    icon: 'data:image/png;base64,AA==',
    chains: ['solana:localnet'],
    features: {
      'standard:connect': {},
      'standard:events': {},
      'solana:signTransaction': { supportedTransactionVersions: ['legacy', 0] },
    },
    accounts: [accountOf()],
    ...changes,
  };
}

function viewOf(wallet: Wallet, changes: Partial<WalletView> = {}): WalletView {
  return {
    network: 'localnet',
    wallets: [wallet],
    chosen: wallet,
    connecting: false,
    connectedAddress: address,
    development: null,
    awaitsChosen: false,
    discovering: false,
    problem: null,
    ...changes,
  };
}

test('a connected wallet that holds the key and knows the network can sign', () => {
  expect(walletStateOf(viewOf(walletOf()))).toMatchObject({
    status: 'connected',
    address,
    walletName: 'Raven',
    choiceId: installedChoiceId({ name: 'Raven' }),
    canSign: true,
    cannotSignBecause: null,
  });
});

test.each([
  ['only watches', accountOf({ features: [] }), 'only watches'],
  ['is on another network', accountOf({ chains: ['solana:mainnet'] }), 'on the local network'],
])('an account that %s is connected, cannot sign, and says why', (_, account, words) => {
  const state = walletStateOf(viewOf(walletOf({ accounts: [account] })));
  expect(state).toMatchObject({ status: 'connected', canSign: false });
  expect(state.cannotSignBecause).toContain(words);
});

test('a wallet that only sends what it signs itself cannot sign here', () => {
  const features = {
    'standard:connect': {},
    'standard:events': {},
    'solana:signAndSendTransaction': { supportedTransactionVersions: [0] },
  };
  const account = accountOf({ features: ['solana:signAndSendTransaction'] });
  const state = walletStateOf(viewOf(walletOf({ features, accounts: [account] })));
  expect(state.canSign).toBe(false);
  expect(state.cannotSignBecause).toContain('signs only what it sends itself');
});

test('a wallet that does not know version 0 cannot sign', () => {
  const features = {
    ...walletOf().features,
    'solana:signTransaction': { supportedTransactionVersions: ['legacy'] },
  };
  expect(walletStateOf(viewOf(walletOf({ features }))).canSign).toBe(false);
});

test('wallets of other chains are not offered, and one that cannot sign at all is offered with the reason', () => {
  const other = walletOf({ name: 'Other', chains: ['sui:mainnet'] });
  const mute = walletOf({ name: 'Mute', features: { 'standard:connect': {}, 'standard:events': {} } });
  const { choices } = walletStateOf(
    viewOf(walletOf(), { wallets: [other, mute], chosen: null, connectedAddress: null }),
  );
  expect(choices).toMatchObject([{ name: 'Mute', unusableBecause: expect.stringContaining('Mute') }]);
});

test('a picture is shown only where the wallet brought it along', () => {
  const tracking = walletOf({ icon: 'https://example.org/pixel.png' as Wallet['icon'] });
  expect(walletStateOf(viewOf(tracking)).choices).toMatchObject([{ icon: null }]);
});

test('a wallet’s name is shown as plain text of bounded length', () => {
  const { walletName } = walletStateOf(viewOf(walletOf({ name: `Ra\u202even${'x'.repeat(90)}` })));
  expect(walletName).toMatch(/^Ravenx+…$/);
  expect(walletName?.length).toBe(32);
});

test('nothing is called missing while a remembered wallet may still announce itself', () => {
  const none = { wallets: [], chosen: null, connectedAddress: null } as const;
  expect(walletStateOf(viewOf(walletOf(), { ...none, awaitsChosen: true })).status).toBe('starting');
  expect(walletStateOf(viewOf(walletOf(), none)).status).toBe('disconnected');
});
