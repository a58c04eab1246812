import { type Address } from '@solana/kit';

import { acceptLease } from '@/lib/actions/accept-lease';
import { type Approval } from '@/lib/actions/approval';
import { acceptResult } from '@/lib/actions/accept-result';
import { attestResult } from '@/lib/actions/attest-result';
import { cancelLease } from '@/lib/actions/cancel-lease';
import { checkpoint } from '@/lib/actions/checkpoint';
import { claimProvider } from '@/lib/actions/claim-provider';
import { endLease } from '@/lib/actions/end-lease';
import { expireLease } from '@/lib/actions/expire-lease';
import { heartbeat } from '@/lib/actions/heartbeat';
import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { redeemVoucher } from '@/lib/actions/redeem-voucher';
import { rejectLease } from '@/lib/actions/reject-lease';
import { settleLease } from '@/lib/actions/settle-lease';
import { startLease } from '@/lib/actions/start-lease';
import { stopLease } from '@/lib/actions/stop-lease';
import { sha256ToBytes } from '@/lib/blobs/digest';
import { type Digest, planLeaf } from '@/lib/domain/commitment';
import { merkleProof, merkleTree } from '@/lib/domain/merkle';
import { type Result } from '@/lib/domain/result';
import { type JobPlan } from '@/lib/engine/engine';
import { findAttestationPda, type Lease } from '@/lib/pyronet/generated';
import { type Confirmed } from '@/lib/tx/outcome';

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

  reject(lease: Located<Lease>): Promise<Confirmed> {
    return this.#once('reject', rejectLease({ worker: this.context.keys.worker, lease }));
  }

  expire(lease: Located<Lease>): Promise<Confirmed> {
    return this.#again('expire', expireLease({ cranker: this.context.keys.worker, lease }));
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

  /** Commits to the result of the first `result.segments` segments. */
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
    return this.#once(`attest ${lease.data.attestationSeq}`, attested);
  }

  /** Releases the attestation whose window has passed, or settles a stopped lease past its deadline. */
  settle(lease: Located<Lease>, attestation: Address | undefined): Promise<Confirmed> {
    const { worker } = this.context.keys;
    return this.#again(
      'settle',
      settleLease({ cranker: worker, lease, ...(attestation === undefined ? {} : { attestation }) }),
    );
  }

  claim(lease: Located<Lease>): Promise<Confirmed> {
    return this.#again('claim', { ok: true, value: claimProvider(lease) });
  }

  /** Carries the renter's signed order to the chain. */
  async carryAccept(lease: Located<Lease>, seq: bigint, approval: Approval): Promise<Confirmed> {
    const [attestation] = await findAttestationPda({ lease: lease.address, seq: Number(seq) });
    return this.#again('order accept', await acceptResult({ approval, lease, attestation }));
  }

  /** Carries the renter's signed order to the chain. */
  async carryStop(lease: Located<Lease>, approval: Approval): Promise<Confirmed> {
    return this.#again('order stop', await stopLease({ approval, lease }));
  }

  /** Carries the renter's signed order to the chain. */
  async carryCancel(lease: Located<Lease>, approval: Approval): Promise<Confirmed> {
    return this.#again('order cancel', await cancelLease({ approval, lease }));
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
