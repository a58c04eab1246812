import { createRequire } from 'node:module';

import { Keypair } from '@solana/web3.js';
import type * as LiteSvmModule from 'litesvm/dist/internal.js';

import { signedTransfers } from '@/programs/localnet/bench/transfers';

const liteSvm = createRequire(import.meta.url)('litesvm/dist/internal.js') as typeof LiteSvmModule;

/** Transfers a second that LiteSVM executes when called directly, signatures checked: the peer of every other figure. */
export async function measureInProcess(count: number): Promise<number> {
  const svm = new liteSvm.LiteSvm();
  svm.setTransactionHistory(0n);
  const payer = Keypair.generate();
  svm.airdrop(payer.publicKey.toBytes(), 100_000_000_000_000n);
  const { wires } = signedTransfers(payer, svm.latestBlockhash(), count);
  const started = performance.now();
  for (const wire of wires) {
    const result = svm.sendVersionedTransaction(wire);
    if (result instanceof liteSvm.FailedTransactionMetadata) throw new Error(result.toString());
  }
  return (count * 1000) / (performance.now() - started);
}
