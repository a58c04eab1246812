import { type Address } from '@solana/kit';
import { getCloseAccountInstruction, getTransferInstruction } from '@solana-program/token';

import { attestResult } from '@/lib/actions/attest-result';
import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { proveContradiction } from '@/lib/actions/prove-contradiction';
import { startLease } from '@/lib/actions/start-lease';
import { contentDigest, planLeaf } from '@/lib/domain/commitment';
import { findContradiction } from '@/lib/domain/contradiction';
import { merkleProof, merkleRoot, merkleTree } from '@/lib/domain/merkle';
import { type Result } from '@/lib/domain/result';
import {
  type Attestation,
  fetchAttestation,
  fetchSeizure,
  findAttestationPda,
  type Lease,
  type Seizure,
} from '@/lib/pyronet/generated';

import { type SessionRecord } from '@/lib/session/session-record';

import { loadKeys, type WorkerKeys } from '../keys/worker-keys';
import { providerAddress } from '../provider/registration';
import { type Job, type Renter } from './renter';

const confirmed = { commitment: 'confirmed' } as const;
const secret = new Uint8Array(32).fill(7);

const leavesOf = (text: string, count: number) =>
  Array.from({ length: count }, (_, index) => contentDigest(new TextEncoder().encode(`${text} ${index}`)));

/** What a job costs up to a segment, and the proof that its plan says so. */
export function openedPlan({ plan }: Job, segments: number) {
  const tree = merkleTree(plan.cumulativeUnits.map((units, index) => planLeaf(BigInt(index + 1), units)));
  return {
    cumulativeUnits: plan.cumulativeUnits[segments - 1] ?? 0n,
    proof: merkleProof(tree, segments - 1),
  };
}

/** @throws where the plan was refused */
export function instructionsOf(plan: Result<ActionPlan>): ActionPlan['instructions'] {
  if (!plan.ok) throw new Error(plan.problem.message);
  return plan.value.instructions;
}

/** A provider whose offer is on the market while no process serves it; a test does with its keys what a worker would. */
export class AbandonedProvider {
  private constructor(
    private readonly renter: Renter,
    readonly keys: WorkerKeys,
    readonly address: Address,
  ) {}

  /** @param id of a local machine that went to the market */
  static async named(renter: Renter, id: string): Promise<AbandonedProvider> {
    const keys = await loadKeys({ kind: 'local', name: id });
    return new AbandonedProvider(renter, keys, await providerAddress(keys));
  }

  /** Takes its offer, and starts the lease. @returns the renter's record of it */
  async startedLease(job: Job, terms: Parameters<Renter['take']>[3] = {}): Promise<SessionRecord> {
    const { record } = await this.renter.take(this.address, job, {}, terms);
    const { lease: address } = record;
    const { worker } = this.keys;
    const lease = await this.renter.located(address);
    const start = startLease({ worker, provider: this.address, lease, secret });
    await this.renter.chain.again(`start ${address}`, worker, instructionsOf(start));
    return record;
  }

  /** Attests the first `count` segments; `text` is what is said of them. */
  async attest(lease: Address, job: Job, text: string, count: number): Promise<Located<Attestation>> {
    const { cumulativeUnits: units, proof: planProof } = openedPlan(job, count);
    const located = await this.renter.located(lease);
    const { worker } = this.keys;
    const attested = await attestResult({
      ...{ worker, payer: worker, lease: located, segments: BigInt(count), providerSecret: secret },
      ...{ units, planProof },
      segmentsRoot: merkleRoot(leavesOf(text, count)),
      ...{ resultRoot: contentDigest(secret), resultBytes: 100n },
    });
    const seq = located.data.attestationSeq;
    await this.renter.chain.again(`attest ${lease} ${seq}`, worker, instructionsOf(attested));
    const [at] = await findAttestationPda({ lease, seq });
    return fetchAttestation(this.renter.chain.client.rpc, at, confirmed);
  }

  /** Contradicts itself, and is convicted; the renter is the challenger. */
  async convict(lease: Address, job: Job): Promise<Located<Seizure>> {
    const first = await this.attest(lease, job, 'one', 4);
    const second = await this.attest(lease, job, 'other', 8);
    const contradiction = findContradiction(merkleTree(leavesOf('one', 4)), merkleTree(leavesOf('other', 8)));
    if (contradiction === undefined) throw new Error('they agree');
    const { chain, wallet: challenger, usdcAccount: challengerPayout } = this.renter;
    const { unixSeconds: now } = await this.renter.now();
    const located: Located<Lease> = await this.renter.located(lease);
    const proof = { challenger, challengerPayout, lease: located, first, second, contradiction, now };
    const convicted = await proveContradiction(proof);
    if (!convicted.ok) throw new Error(convicted.problem.message);
    await chain.again('convict', challenger, convicted.value.instructions);
    return fetchSeizure(chain.client.rpc, convicted.value.seizure, confirmed);
  }

  /** Closes the account that its leases pay to; what was in it goes to the renter. */
  async closePayout(account: Address): Promise<void> {
    const { authority } = this.keys;
    const amount = await this.renter.usdcAtoms(account);
    const destination = this.renter.usdcAccount;
    const emptied = getTransferInstruction({ source: account, destination, authority, amount });
    const closed = getCloseAccountInstruction({
      account,
      destination: authority.address,
      owner: authority,
    });
    await this.renter.chain.again('close', authority, [emptied, closed]);
  }
}
