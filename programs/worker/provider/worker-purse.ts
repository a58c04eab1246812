import { type KeyPairSigner, lamports } from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';

import { worthlessLocalKey } from '@/lib/pyronet/local-keys';

import { type WorkerChain } from '../chain/worker-chain';
import { type Log, problemFacts } from '../log';

/** Each attestation deposits 0.0085 SOL until no evidence against it counts any more; this is a dozen. */
export const LEAST_WORKER_LAMPORTS = 100_000_000n;
const PURSE_LAMPORTS = 500_000_000n;
/** Rent of one attestation and fees of a lease that needs many proofs of service. */
const LEASE_LAMPORTS = 12_000_000n;

/** The lamports from which a worker key pays the fees of serving. */
export interface WorkerPurse {
  readonly chain: WorkerChain;
  readonly worker: KeyPairSigner;
  /** Pays into the purse; without one, and without a faucet, its owner must. */
  readonly owner: KeyPairSigner | undefined;
  readonly useFaucet: boolean;
  readonly log: Log;
}

/** Sees that the purse is full enough for a while. @throws WorkerError, RpcError */
export async function fillWorkerPurse(purse: WorkerPurse): Promise<void> {
  const { chain, worker, owner, useFaucet, log } = purse;
  const held = await lamportsOf(purse);
  if (held >= LEAST_WORKER_LAMPORTS) return;
  const source = owner ?? (useFaucet && chain.isLocal ? await worthlessLocalKey('faucet') : undefined);
  if (source === undefined) {
    log.warn("the worker key's purse runs low", { send_sol_to: worker.address, lamports: held });
    return;
  }
  const amount = lamports(PURSE_LAMPORTS);
  const transfer = getTransferSolInstruction({ source, destination: worker.address, amount });
  await chain.again('worker purse', source, [transfer]);
  log.info("filled the worker key's purse", { sol: Number(amount) / 1e9 });
}

/** Whether the worker key can pay for one more lease, filling its purse where it cannot. @throws RpcError */
export async function canPayLease(purse: WorkerPurse): Promise<boolean> {
  if ((await lamportsOf(purse)) >= LEASE_LAMPORTS) return true;
  await fillWorkerPurse(purse).catch((problem: unknown) =>
    purse.log.error("the worker key's purse cannot be filled", problemFacts(problem)),
  );
  return (await lamportsOf(purse)) >= LEASE_LAMPORTS;
}

async function lamportsOf({ chain, worker }: WorkerPurse): Promise<bigint> {
  return (await chain.client.rpc.getBalance(worker.address, { commitment: 'confirmed' }).send()).value;
}
