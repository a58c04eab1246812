import { type Address, type KeyPairSigner } from '@solana/kit';

import { claimSeizure } from '@/lib/actions/claim-seizure';
import { distributeSeizure } from '@/lib/actions/distribute-seizure';
import { type Located } from '@/lib/actions/plan';
import { proveContradiction, type ProveContradictionPlan } from '@/lib/actions/prove-contradiction';
import { type Contradiction, findContradiction } from '@/lib/domain/contradiction';
import { findSeizurePda, type Seizure, type SeizurePayee } from '@/lib/pyronet/generated';

import { clock } from './bid';
import { type Outcome } from './chain';
import { type Deal } from './deal';
import { valueOf } from './expectation';
import { type SampleJob, sampleJob } from './job';
import { fundedKey, type Market, read } from './market';
import { placeTokens } from './tokens';

/** Somebody who proves fraud, with an account for its reward. */
export interface Challenger {
  readonly wallet: KeyPairSigner;
  readonly payout: Address;
}

export async function joinAsChallenger(market: Market, name = 'challenger'): Promise<Challenger> {
  const wallet = await fundedKey(market.chain, name);
  const payout = await placeTokens(market.chain, {
    owner: wallet.address,
    mint: market.network.usdcMint,
    atoms: 0n,
  });
  return { wallet, payout };
}

/** What a provider stated in one of its attestations. */
export interface Statement {
  readonly seq: number;
  readonly segments: bigint;
  readonly job: SampleJob;
}

/** Attests ten segments and then twenty, of which one is another than before; returns both statements. */
export async function lie(
  deal: Deal,
  attested: (outcome: Outcome) => void,
): Promise<readonly [Statement, Statement]> {
  const lying = sampleJob(Number(deal.job.segmentCount), deal.job.unitsPerSegment, 3);
  const seq = deal.lease.data.attestationSeq;
  attested(await deal.attest(10n));
  attested(await deal.attest(20n, lying));
  return [
    { seq, segments: 10n, job: deal.job },
    { seq: seq + 1, segments: 20n, job: lying },
  ];
}

/** What proves that two statements contradict each other. @throws where they do not */
export function contradictionOf([first, second]: readonly [Statement, Statement]): Contradiction {
  const found = findContradiction(
    first.job.segmentsTree(first.segments),
    second.job.segmentsTree(second.segments),
  );
  if (found === undefined) throw new Error('the statements agree');
  return found;
}

/** The proof as an action's plan; `changed` takes the place of the contradiction where it is given. */
export async function planConviction(
  deal: Deal,
  challenger: Challenger,
  statements: readonly [Statement, Statement],
  changed?: Contradiction,
): Promise<ProveContradictionPlan> {
  const { chain } = deal.market;
  const located = async ({ seq }: Statement) => {
    const address = await deal.attestation(seq);
    return { address, data: read.attestation(chain, address) };
  };
  return valueOf(
    await proveContradiction({
      challenger: challenger.wallet,
      challengerPayout: challenger.payout,
      lease: deal.lease,
      first: await located(statements[0]),
      second: await located(statements[1]),
      contradiction: changed ?? contradictionOf(statements),
      now: chain.now,
    }),
  );
}

export async function convict(
  deal: Deal,
  challenger: Challenger,
  statements: readonly [Statement, Statement],
): Promise<Outcome> {
  return deal.market.send((await planConviction(deal, challenger, statements)).instructions);
}

/** Where the seizure of a deal's lease stands. */
export async function seizureAddress(deal: Deal): Promise<Address> {
  const [address] = await findSeizurePda({
    lease: deal.address,
    leaseOpenedSlot: deal.lease.data.openedSlot,
  });
  return address;
}

export function seizureAt({ chain }: Market, address: Address): Located<Seizure> {
  return { address, data: read.seizure(chain, address) };
}

export async function burnSeizure(market: Market, address: Address): Promise<Outcome> {
  const { network } = market;
  const seizure = seizureAt(market, address);
  return market.send(valueOf(await distributeSeizure({ network, seizure, now: clock(market) })).instructions);
}

export async function paySeizure(market: Market, address: Address, payee: SeizurePayee): Promise<Outcome> {
  const seizure = seizureAt(market, address);
  return market.send(valueOf(await claimSeizure({ seizure, payee, now: clock(market) })).instructions);
}
