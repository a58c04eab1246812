import { BaseWalletAdapter, WalletReadyState } from '@solana/wallet-adapter-base';
export const SolanaMobileWalletAdapterWalletName = 'Mobile Wallet Adapter';
export class SolanaMobileWalletAdapter extends BaseWalletAdapter {
  name = SolanaMobileWalletAdapterWalletName;
  url = '';
  icon = '';
  readyState = WalletReadyState.Unsupported;
  publicKey = null;
  connecting = false;
  supportedTransactionVersions = null;
  async connect() {
    throw new Error('mobile wallets connect through Wallet Standard');
  }
  async disconnect() {}
  async sendTransaction() {
    throw new Error('mobile wallets connect through Wallet Standard');
  }
}
export const createDefaultAddressSelector = () => undefined;
export const createDefaultAuthorizationResultCache = () => undefined;
export const createDefaultWalletNotFoundHandler = () => undefined;
