import { fetchToken } from '@solana-program/token';

import { claimSeizure } from '@/lib/actions/claim-seizure';
import { distributeSeizure } from '@/lib/actions/distribute-seizure';
import { dueFeeSteps, type FeeStep } from '@/lib/actions/due/fee-step';
import { dueSeizureSteps, type SeizureStep } from '@/lib/actions/due/seizure-steps';
import { openBurnLot } from '@/lib/actions/open-burn-lot';
import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { splitFees } from '@/lib/actions/split-fees';
import { type ChainInstant } from '@/lib/domain/deadline';
import { type Result } from '@/lib/domain/result';
import {
  fetchBurnAuction,
  findBurnAuctionPda,
  findBurnVaultPda,
  type Seizure,
  SeizurePayee,
} from '@/lib/pyronet/generated';

import { type WorkerChain } from '../chain/worker-chain';
import { type Log } from '../log';
import { fetchSeizures } from '../provider/own-accounts';
import { type Cranker } from './cranker';

const seizureDone: Readonly<Record<SeizureStep, string>> = {
  burn: 'burned what a seizure burns',
  pay_renter: 'paid a renter out of a seizure',
  pay_challenger: 'paid a challenger out of a seizure',
};

const feeDone: Readonly<Record<FeeStep, string>> = {
  split: 'split the fees',
  open_lot: 'opened a lot of the burn auction',
};

/** Gives out what seizures took, once it has rested. Nobody is tipped for it. @throws WorkerError, RpcError */
export async function keepSeizures(
  chain: WorkerChain,
  cranker: Cranker,
  now: ChainInstant,
  log: Log,
): Promise<void> {
  for (const seizure of await fetchSeizures(chain)) {
    for (const step of dueSeizureSteps(seizure.data, now)) {
      const plan = await seizurePlan(chain, seizure, step, now);
      if (!plan.ok) continue;
      const crank = { key: `${step} ${seizure.address}`, tipLamports: 0n, plan: plan.value };
      if (await cranker.take(crank, now.unixSeconds))
        log.info(seizureDone[step], { seizure: seizure.address });
    }
  }
}

/** Splits fees once enough have gathered, and opens the next lot of the burn auction. Nobody is tipped for it. @throws WorkerError, RpcError */
export async function keepFees(
  chain: WorkerChain,
  cranker: Cranker,
  splitFromAtoms: bigint,
  now: ChainInstant,
  log: Log,
): Promise<void> {
  const { rpc } = chain.client;
  const [[auctionAddress], [burnVault]] = await Promise.all([findBurnAuctionPda(), findBurnVaultPda()]);
  const confirmed = { commitment: 'confirmed' } as const;
  const [auction, collected, burn] = await Promise.all([
    fetchBurnAuction(rpc, auctionAddress, confirmed),
    fetchToken(rpc, chain.network.feeVault, confirmed),
    fetchToken(rpc, burnVault, confirmed),
  ]);
  const vaults = { collectedAtoms: collected.data.amount, burnVaultAtoms: burn.data.amount };
  const { burnLotAtoms } = chain.network.params;
  for (const step of dueFeeSteps(vaults, auction.data, { splitFromAtoms, burnLotAtoms })) {
    const plan: Result<ActionPlan> =
      step === 'split'
        ? await splitFees({ network: chain.network, collectedAtoms: vaults.collectedAtoms })
        : await openBurnLot({
            network: chain.network,
            auction: auction.data,
            burnVaultAtoms: vaults.burnVaultAtoms,
          });
    if (!plan.ok) continue;
    const crank = { key: step, tipLamports: 0n, plan: plan.value };
    if (await cranker.take(crank, now.unixSeconds)) log.info(feeDone[step]);
  }
}

function seizurePlan(
  { network }: WorkerChain,
  seizure: Located<Seizure>,
  step: SeizureStep,
  now: ChainInstant,
): Promise<Result<ActionPlan>> {
  if (step === 'burn') return distributeSeizure({ network, seizure, now });
  const payee = step === 'pay_renter' ? SeizurePayee.Renter : SeizurePayee.Challenger;
  return claimSeizure({ seizure, payee, now });
}
