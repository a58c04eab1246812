import { type Address, type TransactionSigner } from '@solana/kit';

import { goToMarket, type GoToMarketPlan } from '@/lib/actions/go-to-market';
import { machineTerms } from '@/lib/actions/machine-terms';
import { type MarketSteps } from '@/lib/actions/market-steps';
import { sha256ToBytes } from '@/lib/blobs/digest';
import { type WorkerCard } from '@/lib/blobs/worker-card';
import { failure, type Result, success } from '@/lib/domain/result';
import { fetchGpuClassFromSeeds } from '@/lib/pyronet/generated';
import { type Network } from '@/lib/pyronet/network';
import { browserChain } from '@/lib/rpc/browser-chain';

import { machineOfCard } from '../setup/machine-of-card';
import { type ChosenSteps } from '../setup/setup-form';
import { walletSession } from './wallet-session';

/** The chosen steps, judged against the chain as it is when the button is pressed. */
export async function planSetUp(
  wallet: TransactionSigner,
  request: {
    readonly authority: Address;
    readonly card: WorkerCard | null;
    readonly chosen: ChosenSteps | null;
  },
): Promise<Result<GoToMarketPlan>> {
  const { authority, card, chosen } = request;
  if (chosen === null) return failure('fields_unsound', 'A field has a problem.', 'Mend the marked fields.');
  const session = await walletSession(wallet, authority);
  if (!session.ok) return session;
  const chain = session.value;
  const steps = await marketSteps(chosen, card, chain.network);
  if (!steps.ok) return steps;
  return goToMarket({
    network: chain.network,
    wallet,
    holdings: chain.holdings,
    provider: chain.provider,
    steps: steps.value,
  });
}

async function marketSteps(
  { registration, listing, stakePyroAtoms, bondUsdcAtoms }: ChosenSteps,
  card: WorkerCard | null,
  network: Network,
): Promise<Result<MarketSteps>> {
  const deposits = { stakePyroAtoms, bondUsdcAtoms };
  if (registration === null && listing === null) return success({ registration, listing, ...deposits });
  if (card === null || card.record_sha256 === null) {
    return failure('no_machine', 'No machine is connected.', 'Connect one first.');
  }
  const { rpc } = await browserChain();
  return success({
    ...deposits,
    registration:
      registration === null
        ? null
        : { ...registration, workerKey: card.worker_key, recordHash: sha256ToBytes(card.record_sha256) },
    listing:
      listing === null
        ? null
        : {
            gpuClass: await fetchGpuClassFromSeeds(
              rpc,
              { classId: listing.classId },
              { commitment: 'confirmed' },
            ),
            terms: machineTerms(machineOfCard(card), listing.choice, network.params),
          },
  });
}
