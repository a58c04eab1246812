import { type Address } from '@solana/kit';

import { acceptLease } from '@/lib/actions/accept-lease';
import { type Approval } from '@/lib/actions/approval';
import { acceptResult } from '@/lib/actions/accept-result';
import { attestResult } from '@/lib/actions/attest-result';
import { cancelLease } from '@/lib/actions/cancel-lease';
import { checkpoint } from '@/lib/actions/checkpoint';
import { claimFees } from '@/lib/actions/claim-fees';
import { claimProvider } from '@/lib/actions/claim-provider';
import { claimRenter } from '@/lib/actions/claim-renter';
import { endLease } from '@/lib/actions/end-lease';
import { expireLease } from '@/lib/actions/expire-lease';
import { heartbeat } from '@/lib/actions/heartbeat';
import { payDues } from '@/lib/actions/pay-dues';
import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { redeemVoucher } from '@/lib/actions/redeem-voucher';
import { rejectLease } from '@/lib/actions/reject-lease';
import { settleLease } from '@/lib/actions/settle-lease';
import { startLease } from '@/lib/actions/start-lease';
import { stopLease } from '@/lib/actions/stop-lease';
import { sha256ToBytes } from '@/lib/blobs/digest';
import { type Digest, planLeaf } from '@/lib/domain/commitment';
import { merkleProof, merkleTree } from '@/lib/domain/merkle';
import { type LeaseDues } from '@/lib/domain/fee';
import { type Result, success } from '@/lib/domain/result';
import { type JobPlan } from '@/lib/engine/engine';
import { findAttestationPda, type Lease, LeaseState } from '@/lib/pyronet/generated';
import { type Confirmed } from '@/lib/tx/outcome';

import { programErrorOf } from '../chain/worker-chain';
import { leaseSecret } from '../keys/lease-secret';
import { WorkerError } from '../worker-error';
import { type AssembledResult } from './job-run';
import { type LeaseContext } from './lease-context';
import { type HeldVoucher } from './voucher-box';

/** What a worker does to one lease on chain. Every method throws WorkerError when the program refuses. */
export class LeaseTransactions {
  constructor(
    private readonly context: LeaseContext,
    /** Names this life of the lease in the journal of transactions. */
    private readonly life: string,
  ) {}

  accept(lease: Located<Lease>): Promise<Confirmed> {
    return this.#once('accept', acceptLease({ ...this.#served(lease), secret: this.#secret(lease) }));
  }

  start(lease: Located<Lease>): Promise<Confirmed> {
    return this.#once('start', startLease({ ...this.#served(lease), secret: this.#secret(lease) }));
  }

  async reject(lease: Located<Lease>): Promise<Confirmed> {
    const rejected = rejectLease({ worker: this.context.keys.worker, lease });
    return this.#paying((plan) => this.#once('reject', plan), rejected, await payDues(lease));
  }

  async expire(lease: Located<Lease>): Promise<Confirmed> {
    const expired = expireLease({ cranker: this.context.keys.worker, lease });
    return this.#paying((plan) => this.#again('expire', plan), expired, await payDues(lease));
  }

  end(lease: Located<Lease>): Promise<Confirmed> {
    return this.#again('end', endLease({ cranker: this.context.keys.worker, lease }));
  }

  /**
   * Proves service, and records what was delivered where that is more than the chain knows. A voucher in hand is
   * redeemed just before, in the same transaction.
   */
  async beat(
    lease: Located<Lease>,
    delivered: { readonly segments: number; readonly root: Digest | undefined },
    voucher: HeldVoucher | undefined,
  ): Promise<Confirmed> {
    const { segments, root } = delivered;
    const proof =
      root !== undefined && BigInt(segments) > lease.data.deliveredSegments
        ? checkpoint({
            ...this.#served(lease),
            deliveredSegments: BigInt(segments),
            deliveredRoot: root,
          })
        : heartbeat(this.#served(lease));
    const before = voucher === undefined ? [] : value(await this.#redemption(lease, voucher)).instructions;
    const plan = { instructions: [...before, ...value<ActionPlan>(proof).instructions] };
    return this.#again('beat', { ok: true, value: plan });
  }

  /** Redeems a voucher; with the plan, its accepted segments release money. */
  async redeem(lease: Located<Lease>, voucher: HeldVoucher, plan: JobPlan | undefined): Promise<Confirmed> {
    return this.#again('redeem', await this.#redemption(lease, voucher, plan));
  }

  /**
   * Commits to the result of the first `result.segments` segments. After a stop this shows how much the renter gets back
   * in any case, which is paid at once.
   */
  async attest(lease: Located<Lease>, plan: JobPlan, result: AssembledResult): Promise<Confirmed> {
    const { worker } = this.context.keys;
    const opening = openPlan(plan, result.segments);
    const attested = await attestResult({
      worker,
      payer: worker,
      lease,
      segments: BigInt(result.segments),
      units: opening.cumulativeUnits,
      planProof: opening.proof,
      segmentsRoot: result.segmentsRoot,
      resultRoot: sha256ToBytes(result.sha256),
      resultBytes: BigInt(result.bytes),
      providerSecret: this.#secret(lease),
    });
    const step = `attest ${lease.data.attestationSeq}`;
    return lease.data.state === LeaseState.Stopping
      ? this.#paying((plan) => this.#once(step, plan), attested, claimRenter(lease))
      : this.#once(step, attested);
  }

  /** Releases the attestation whose window has passed, or settles a stopped lease past its deadline; pays everybody. */
  async settle(lease: Located<Lease>, attestation: Address | undefined): Promise<Confirmed> {
    const { worker: cranker } = this.context.keys;
    const settled = settleLease({ cranker, lease, ...(attestation === undefined ? {} : { attestation }) });
    return this.#paying((plan) => this.#again('settle', plan), settled, await payDues(lease));
  }

  /** Pays everybody, in one transaction. */
  async payAll(lease: Located<Lease>): Promise<Confirmed> {
    return this.#again('pay', success(await payDues(lease)));
  }

  /** Pays one party alone, whatever becomes of the others. */
  async pay(lease: Located<Lease>, party: keyof LeaseDues): Promise<Confirmed> {
    const claims = { provider: claimProvider, renter: claimRenter, fee: claimFees };
    return this.#again(`pay ${party}`, success(await claims[party](lease)));
  }

  /** Carries the renter's signed order to the chain, and pays everybody what it makes due. */
  async carryAccept(lease: Located<Lease>, seq: bigint, approval: Approval): Promise<Confirmed> {
    const [attestation] = await findAttestationPda({ lease: lease.address, seq: Number(seq) });
    const accepted = await acceptResult({ approval, lease, attestation });
    return this.#paying((plan) => this.#again('order accept', plan), accepted, await payDues(lease));
  }

  /** Carries the renter's signed order to the chain, and pays the renter what it makes due. */
  async carryStop(lease: Located<Lease>, approval: Approval): Promise<Confirmed> {
    const stopped = await stopLease({ approval, lease });
    return this.#paying((plan) => this.#again('order stop', plan), stopped, claimRenter(lease));
  }

  /** Carries the renter's signed order to the chain, and pays everybody what it makes due. */
  async carryCancel(lease: Located<Lease>, approval: Approval): Promise<Confirmed> {
    const cancelled = await cancelLease({ approval, lease });
    return this.#paying((plan) => this.#again('order cancel', plan), cancelled, await payDues(lease));
  }

  /**
   * Submits a step together with the payments that it makes due. A payee whose account is gone must not hold up the step,
   * so where the program refuses both, the step goes alone.
   */
  async #paying(
    submit: (plan: Result<ActionPlan>) => Promise<Confirmed>,
    step: Result<ActionPlan>,
    payments: ActionPlan,
  ): Promise<Confirmed> {
    const instructions = [...value(step).instructions, ...payments.instructions];
    try {
      return await submit(success({ instructions }));
    } catch (problem) {
      if (programErrorOf(problem) === undefined) throw problem;
      return submit(step);
    }
  }

  #served(lease: Located<Lease>) {
    return { worker: this.context.keys.worker, provider: this.context.provider, lease };
  }

  #secret({ address, data }: Located<Lease>): Digest {
    return leaseSecret(this.context.secretSeed, address, data.openedSlot);
  }

  #redemption(lease: Located<Lease>, { voucher, message, signature }: HeldVoucher, plan?: JobPlan) {
    const accepted = Number(voucher.acceptedSegments);
    const releases = plan !== undefined && accepted > Number(lease.data.acceptedSegments);
    return redeemVoucher({
      lease,
      message,
      signature,
      ...(releases ? { accepted: openPlan(plan, accepted) } : {}),
    });
  }

  #once(step: string, plan: Result<ActionPlan>): Promise<Confirmed> {
    const { chain, keys } = this.context;
    return chain.once(`${step} ${this.life}`, keys.worker, value(plan).instructions);
  }

  #again(step: string, plan: Result<ActionPlan>): Promise<Confirmed> {
    const { chain, keys } = this.context;
    return chain.again(`${step} ${this.life}`, keys.worker, value(plan).instructions);
  }
}

/** Cumulative units after the first `segments` segments, and the proof that the plan says so. */
function openPlan(plan: JobPlan, segments: number) {
  const cumulativeUnits = plan.cumulativeUnits[segments - 1];
  if (cumulativeUnits === undefined) throw new RangeError(`the plan has no segment ${segments}`);
  const tree = merkleTree(plan.cumulativeUnits.map((units, index) => planLeaf(BigInt(index + 1), units)));
  return { cumulativeUnits, proof: merkleProof(tree, segments - 1) };
}

function value<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  const { code, message, next } = result.problem;
  throw new WorkerError('transaction_failed', message, next, { cause: code });
}
