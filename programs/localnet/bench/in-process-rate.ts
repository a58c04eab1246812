import { createRequire } from 'node:module';

import { Keypair } from '@solana/web3.js';
import type * as LiteSvmModule from 'litesvm/dist/internal.js';

import { signedTransfers } from '@/programs/localnet/bench/transfers';

const liteSvm = createRequire(import.meta.url)('litesvm/dist/internal.js') as typeof LiteSvmModule;

/**
 * Transfers a second that LiteSVM executes when called directly, signatures checked, and the processor seconds that all
 * of them took: the peer of every other figure.
 */
export function measureInProcess(count: number): { readonly rate: number; readonly seconds: number } {
  const svm = new liteSvm.LiteSvm();
  svm.setTransactionHistory(0n);
  const payer = Keypair.generate();
  svm.airdrop(payer.publicKey.toBytes(), 100_000_000_000_000n);
  const { wires } = signedTransfers(payer, svm.latestBlockhash(), count);
  const used = process.cpuUsage();
  const started = performance.now();
  for (const wire of wires) {
    const result = svm.sendVersionedTransaction(wire);
    if (result instanceof liteSvm.FailedTransactionMetadata) throw new Error(result.toString());
  }
  const elapsed = performance.now() - started;
  const { user, system } = process.cpuUsage(used);
  return { rate: (count * 1000) / elapsed, seconds: (user + system) / 1e6 };
}
