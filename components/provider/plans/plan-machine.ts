import { type Address, type TransactionSigner } from '@solana/kit';

import { fundWorker } from '@/lib/actions/fund-worker';
import { type ActionPlan } from '@/lib/actions/plan';
import { updateProvider } from '@/lib/actions/update-provider';
import { sha256ToBytes } from '@/lib/blobs/digest';
import { type WorkerCard } from '@/lib/blobs/worker-card';
import { failure, type Result } from '@/lib/domain/result';

import { walletSession } from './wallet-session';

/** Sends SOL to the registered machine's key. */
export async function planFundMachine(
  wallet: TransactionSigner,
  authority: Address,
  amountLamports: bigint,
): Promise<Result<ActionPlan>> {
  const session = await walletSession(wallet, authority);
  if (!session.ok) return session;
  const chain = session.value;
  if (chain.provider === null) return notRegistered();
  return fundWorker({ payer: wallet, workerKey: chain.provider.data.workerKey, amountLamports });
}

/** Names another machine, or where the same one is reached now. Leases that are open keep their payout. */
export async function planConnectMachine(
  wallet: TransactionSigner,
  authority: Address,
  card: WorkerCard,
): Promise<Result<ActionPlan>> {
  const session = await walletSession(wallet, authority);
  if (!session.ok) return session;
  const chain = session.value;
  if (chain.provider === null) return notRegistered();
  if (card.record_sha256 === null) {
    return failure(
      'no_record',
      'The machine has never listened.',
      'Start it once, then paste its card again.',
    );
  }
  const { data: provider } = chain.provider;
  const recordHash = sha256ToBytes(card.record_sha256);
  return {
    ok: true,
    value: await updateProvider({ authority: wallet, provider, workerKey: card.worker_key, recordHash }),
  };
}

const notRegistered = (): Result<ActionPlan> =>
  failure('not_registered', 'This wallet is no provider.', 'Register it first.');
