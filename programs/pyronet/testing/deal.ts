import {
  type Address,
  type Instruction,
  type KeyPairSigner,
  signBytes,
  type TransactionSigner,
} from '@solana/kit';

import { acceptLease } from '@/lib/actions/accept-lease';
import { acceptResult } from '@/lib/actions/accept-result';
import { type Approval } from '@/lib/actions/approval';
import { attestResult } from '@/lib/actions/attest-result';
import { awardFailover } from '@/lib/actions/award-failover';
import { bidNeedsPlan } from '@/lib/actions/bid-failover';
import { cancelLease } from '@/lib/actions/cancel-lease';
import { carryLease } from '@/lib/actions/carry-lease';
import { checkpoint } from '@/lib/actions/checkpoint';
import { claimFees } from '@/lib/actions/claim-fees';
import { claimProvider } from '@/lib/actions/claim-provider';
import { claimRenter } from '@/lib/actions/claim-renter';
import { closeAttestation } from '@/lib/actions/close-attestation';
import { creditReputation } from '@/lib/actions/credit-reputation';
import { closeLease } from '@/lib/actions/close-lease';
import { endLease } from '@/lib/actions/end-lease';
import { exitLease } from '@/lib/actions/exit-lease';
import { expireLease } from '@/lib/actions/expire-lease';
import { failLease } from '@/lib/actions/fail-lease';
import { heartbeat } from '@/lib/actions/heartbeat';
import { heartbeatLeases } from '@/lib/actions/heartbeat-leases';
import { migrateLease } from '@/lib/actions/migrate-lease';
import { noticeExit } from '@/lib/actions/notice-exit';
import { pingLease } from '@/lib/actions/ping-lease';
import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { redeemVoucher } from '@/lib/actions/redeem-voucher';
import { rejectLease } from '@/lib/actions/reject-lease';
import { releaseBond } from '@/lib/actions/release-bond';
import { rotateSession } from '@/lib/actions/rotate-session';
import { settleLease } from '@/lib/actions/settle-lease';
import { settleLeases } from '@/lib/actions/settle-leases';
import { startLease } from '@/lib/actions/start-lease';
import { stopLease } from '@/lib/actions/stop-lease';
import { takeOffer, type TakeOfferPlan } from '@/lib/actions/take-offer';
import { type TakeOfferRequest } from '@/lib/actions/take-offer-request';
import { topUp } from '@/lib/actions/top-up';
import { withdrawResult } from '@/lib/actions/withdraw-result';
import { randomnessCommitment } from '@/lib/domain/commitment';
import { type ChainInstant } from '@/lib/domain/deadline';
import { type Result } from '@/lib/domain/result';
import {
  encodeOrderMessage,
  encodeVoucherMessage,
  OrderAction,
  type SessionScope,
} from '@/lib/domain/session-message';
import { findAttestationPda, getBidFailoverInstruction, type Lease } from '@/lib/pyronet/generated';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';
import { sessionScope } from '@/lib/pyronet/session-scope';

import { type Outcome } from './chain';
import { valueOf } from './expectation';
import { type SampleJob, sampleJob } from './job';
import { type Market, read } from './market';
import { type ProviderActor } from './provider';
import { type RenterActor } from './renter';
import { tokenBalance } from './tokens';

/** What a voucher of a {@link Deal} states; times count from the lease's start. */
export interface VoucherTerms {
  readonly servedFor: bigint;
  /** Default: all of `servedFor`. */
  readonly covered?: bigint;
  readonly delivered?: bigint;
  readonly accepted?: bigint;
  /** Bound to another lease, life or session than this one. */
  readonly scope?: Partial<SessionScope>;
}

/** One lease between a provider and a renter, and everything they can do with it. Every method sends a transaction. */
export class Deal {
  readonly market: Market;
  readonly provider: ProviderActor;
  readonly renter: RenterActor;
  readonly job: SampleJob;
  readonly address: Address;
  readonly vault: Address;
  /** 32 bytes that the provider commits to. */
  readonly providerSecret = new Uint8Array(32).fill(8);

  constructor(parties: Pick<Deal, 'market' | 'provider' | 'renter' | 'job' | 'address' | 'vault'>) {
    this.market = parties.market;
    this.provider = parties.provider;
    this.renter = parties.renter;
    this.job = parties.job;
    this.address = parties.address;
    this.vault = parties.vault;
  }

  get lease(): Located<Lease> {
    return { address: this.address, data: read.lease(this.market.chain, this.address) };
  }

  /** USDC atoms in the lease's vault. */
  get vaultAtoms(): bigint {
    return tokenBalance(this.market.chain, this.vault);
  }

  accept(): Promise<Outcome> {
    return this.#send(acceptLease({ ...this.#work, secret: this.providerSecret }));
  }

  start(): Promise<Outcome> {
    return this.#send(startLease({ ...this.#work, secret: this.providerSecret }));
  }

  reject(): Promise<Outcome> {
    return this.#send(rejectLease({ worker: this.provider.worker, lease: this.lease }));
  }

  expire(): Promise<Outcome> {
    return this.#send(expireLease({ cranker: this.market.relayer, lease: this.lease }));
  }

  end(): Promise<Outcome> {
    return this.#send(endLease({ cranker: this.market.relayer, lease: this.lease }));
  }

  async cancel(approval: Approval = this.walletApproval): Promise<Outcome> {
    return this.#send(await cancelLease({ approval, lease: this.lease }));
  }

  async stop(approval: Approval = this.walletApproval): Promise<Outcome> {
    return this.#send(await stopLease({ approval, lease: this.lease }));
  }

  /** The relayer prepays the answer. */
  async ping(approval: Approval = this.walletApproval): Promise<Outcome> {
    return this.#send(await pingLease({ approval, payer: this.market.relayer, lease: this.lease }));
  }

  fail(): Promise<Outcome> {
    return this.#send(failLease({ cranker: this.market.relayer, lease: this.lease }));
  }

  /** Seeks another provider. */
  async migrate(approval: Approval = this.walletApproval): Promise<Outcome> {
    return this.#send(await migrateLease({ approval, lease: this.lease }));
  }

  /** Submits a provider's offer as successor; opens the plan where the lease needs it. */
  async bid(candidate: ProviderActor): Promise<Outcome> {
    return this.#execute({ instructions: [await this.bidInstruction(candidate)] });
  }

  /** The bid as anybody's client would build it. */
  async bidInstruction({ offer, address }: ProviderActor): Promise<Instruction> {
    const { data } = this.lease;
    const opened = bidNeedsPlan(data) ? this.job.opening(data.ackSegment) : undefined;
    return getBidFailoverInstruction({
      lease: this.address,
      provider: address,
      offer,
      params: this.market.network.paramsAddress,
      ackUnits: opened?.cumulativeUnits ?? 0n,
      proof: [...(opened?.proof ?? [])],
    });
  }

  /** Awards the successor to a candidate; the deal that stands if the transaction was confirmed. */
  async award(
    candidate: ProviderActor,
    awarder: KeyPairSigner = this.market.relayer,
  ): Promise<{ readonly deal: Deal; readonly outcome: Outcome }> {
    const { market, renter, job } = this;
    const offer = { address: candidate.offer, data: read.offer(market.chain, candidate.offer) };
    const { network } = market;
    const plan = valueOf(await awardFailover({ network, awarder, lease: this.lease, offer, now: this.#now }));
    const { successor: address, vault } = plan;
    const deal = new Deal({ market, provider: candidate, renter, job, address, vault });
    return { deal, outcome: await this.#execute(plan) };
  }

  async carry(): Promise<Outcome> {
    return this.#send(await carryLease(this.lease));
  }

  noticeExit(): Promise<Outcome> {
    return this.#send(noticeExit({ worker: this.provider.worker, lease: this.lease, now: this.#now }));
  }

  /** Signed by the provider's authority, unless told otherwise. */
  async exit(worker: TransactionSigner = this.provider.authority): Promise<Outcome> {
    const provider = read.provider(this.market.chain, this.provider.address);
    return this.#send(await exitLease({ worker, provider, lease: this.lease, now: this.#now }));
  }

  async topUp(additionalSeconds: bigint, additionalUnits = 0n): Promise<Outcome> {
    const { wallet, source } = this.renter;
    const sourceAtoms = tokenBalance(this.market.chain, source);
    const addition = { renter: wallet, source, sourceAtoms, additionalSeconds, additionalUnits };
    return this.#send(await topUp({ ...addition, lease: this.lease }));
  }

  /** Replaces the session key by the key of this name; the deal goes on signing with the old one. */
  async rotateSession(name: string): Promise<Outcome> {
    const { address } = await worthlessLocalKey(name);
    return this.#execute(
      rotateSession({ renter: this.renter.wallet, lease: this.lease, sessionKey: address }),
    );
  }

  heartbeat(): Promise<Outcome> {
    return this.#send(heartbeat(this.#work));
  }

  checkpoint(deliveredSegments: bigint): Promise<Outcome> {
    const deliveredRoot = this.job.segmentsRoot(deliveredSegments);
    return this.#send(checkpoint({ ...this.#work, deliveredSegments, deliveredRoot }));
  }

  /** A voucher of the session key and its signature. */
  async voucher(
    terms: VoucherTerms,
  ): Promise<{ readonly message: Uint8Array; readonly signature: Uint8Array }> {
    const { servedFor, covered = servedFor, delivered = 0n, accepted = 0n, scope = {} } = terms;
    const message = encodeVoucherMessage(
      { ...sessionScope(this.market.network, this.lease), ...scope },
      {
        servedUntil: this.lease.data.startedAt + servedFor,
        coveredSeconds: covered,
        deliveredSegments: delivered,
        acceptedSegments: accepted,
        deliveredRoot: this.job.segmentsRoot(delivered),
      },
    );
    return { message, signature: await signBytes(this.renter.session.keyPair.privateKey, message) };
  }

  /** Signs and redeems a voucher; opens the plan where it accepts segments. */
  async redeem(terms: VoucherTerms): Promise<Outcome> {
    const accepted = terms.accepted ?? 0n;
    const opening = accepted === 0n ? {} : { accepted: this.job.opening(accepted) };
    return this.#send(await redeemVoucher({ lease: this.lease, ...(await this.voucher(terms)), ...opening }));
  }

  /** What is stated of the segments is what `stated` says of them, by the deal's own plan. */
  async attest(
    segments = this.job.segmentCount,
    stated: SampleJob = this.job,
    requests?: { readonly count: number; readonly root: Uint8Array },
  ): Promise<Outcome> {
    const { cumulativeUnits, proof } = this.job.opening(segments);
    const plan = await attestResult({
      worker: this.provider.worker,
      payer: this.provider.worker,
      lease: this.lease,
      segments,
      units: cumulativeUnits,
      planProof: proof,
      segmentsRoot: stated.segmentsRoot(segments),
      resultRoot: new Uint8Array(32).fill(5),
      resultBytes: 4_096n,
      providerSecret: this.providerSecret,
      ...(requests === undefined ? {} : { requests }),
    });
    return this.#send(plan);
  }

  /** Address of the lease's attestation with this number. */
  async attestation(seq = 0): Promise<Address> {
    const [address] = await findAttestationPda({ lease: this.address, seq });
    return address;
  }

  async acceptResult(approval: Approval = this.walletApproval, seq = 0): Promise<Outcome> {
    return this.#send(
      await acceptResult({ approval, lease: this.lease, attestation: await this.attestation(seq) }),
    );
  }

  /** The provider takes a result back. */
  async withdrawResult(seq = 0, authority: TransactionSigner = this.provider.authority): Promise<Outcome> {
    const { chain } = this.market;
    const address = await this.attestation(seq);
    const attestation = { address, data: read.attestation(chain, address) };
    const provider = read.provider(chain, this.provider.address);
    return this.#send(
      await withdrawResult({ authority, provider, lease: this.lease, attestation, now: this.#now }),
    );
  }

  /** A heartbeat for many leases, of which this is the only one. */
  heartbeatAtOnce(): Promise<Outcome> {
    const { worker, address: provider } = this.provider;
    return this.#send(heartbeatLeases({ worker, provider, leases: [this.address] }));
  }

  /** As `settle`, as one of many, with the provider's claim. */
  async settleAtOnce(seq?: number): Promise<Outcome> {
    const attestation = seq === undefined ? {} : { attestation: await this.attestation(seq) };
    const entries = [{ lease: this.lease, ...attestation }];
    return this.#send(settleLeases({ cranker: this.market.relayer, entries }));
  }

  async settle(seq?: number): Promise<Outcome> {
    const attestation = seq === undefined ? {} : { attestation: await this.attestation(seq) };
    return this.#send(settleLease({ cranker: this.market.relayer, lease: this.lease, ...attestation }));
  }

  claimProvider(): Promise<Outcome> {
    return this.#execute(claimProvider(this.lease));
  }

  claimRenter(): Promise<Outcome> {
    return this.#execute(claimRenter(this.lease));
  }

  async claimFees(): Promise<Outcome> {
    return this.#execute(await claimFees(this.lease));
  }

  /** The relayer lays out the pair's rent. */
  async credit(): Promise<Outcome> {
    const { network, relayer: payer } = this.market;
    return this.#execute(await creditReputation({ network, payer, lease: this.lease }));
  }

  releaseBond(): Promise<Outcome> {
    return this.#execute(releaseBond(this.lease));
  }

  async closeAttestation(seq = 0): Promise<Outcome> {
    const address = await this.attestation(seq);
    return this.#execute(closeAttestation({ address, data: read.attestation(this.market.chain, address) }));
  }

  close(): Promise<Outcome> {
    return this.#send(closeLease(this.lease));
  }

  /** The wallet's own signature. */
  get walletApproval(): Approval {
    return { by: 'signature', signer: this.renter.wallet };
  }

  /** The session key's signature on the transaction. */
  get sessionApproval(): Approval {
    return { by: 'signature', signer: this.renter.session };
  }

  /** An order signed by the session key, to be submitted by anyone. */
  async order(
    action: keyof typeof OrderAction,
    details: {
      readonly argument?: bigint;
      readonly validFor?: bigint;
      readonly scope?: Partial<SessionScope>;
    } = {},
  ): Promise<Approval> {
    const { argument = 0n, validFor = 60n, scope = {} } = details;
    const message = encodeOrderMessage(
      { ...sessionScope(this.market.network, this.lease), ...scope },
      { action: OrderAction[action], argument, expiresAt: this.market.chain.now + validFor },
    );
    const signature = await signBytes(this.renter.session.keyPair.privateKey, message);
    return { by: 'order', sessionKey: this.renter.session.address, message, signature };
  }

  get #now(): ChainInstant {
    return { unixSeconds: this.market.chain.now, slot: this.market.chain.slot };
  }

  get #work() {
    return { worker: this.provider.worker, provider: this.provider.address, lease: this.lease };
  }

  #send(plan: Result<ActionPlan>): Promise<Outcome> {
    return this.#execute(valueOf(plan));
  }

  #execute(plan: ActionPlan): Promise<Outcome> {
    return this.market.send(plan.instructions);
  }
}

/** Numbers to look for a lease's nonce from, far enough apart not to meet. */
const noncesApart = 1_000n;

/** How a deal begins: the worked timelines' job for Run, or so many seconds of Rent. */
export interface DealTerms {
  readonly job?: SampleJob;
  readonly rentSeconds?: bigint;
  readonly completeWithinSeconds?: bigint;
  readonly nonce?: bigint;
  readonly request?: Partial<TakeOfferRequest>;
}

/** The request with which this renter takes this provider's offer. */
export function takeRequest(
  market: Market,
  provider: ProviderActor,
  renter: RenterActor,
  terms: DealTerms = {},
): TakeOfferRequest {
  const { chain, network } = market;
  const job = terms.job ?? sampleJob();
  const run = {
    mode: 'run' as const,
    jobRoot: job.jobRoot,
    planRoot: job.planRoot,
    segmentCount: job.segmentCount,
    unitCap: job.unitCap,
    completeWithinSeconds: terms.completeWithinSeconds ?? 600n,
    peakMemoryBytes: 1n << 20n,
    inputBytes: 1n << 20n,
    outputBytesMax: 1n << 20n,
  };
  return {
    network,
    offer: { address: provider.offer, data: read.offer(chain, provider.offer) },
    provider: { address: provider.address, data: read.provider(chain, provider.address) },
    renter: renter.wallet,
    payerLamports: chain.balance(renter.wallet.address),
    source: renter.source,
    sourceAtoms: tokenBalance(chain, renter.source),
    nonce: (terms.nonce ?? 1n) * noncesApart,
    gpuCount: 1,
    work: terms.rentSeconds === undefined ? run : { mode: 'rent', durationSeconds: terms.rentSeconds },
    sessionKey: renter.session.address,
    renterCommit: randomnessCommitment(renter.secret),
    tipLamports: 1_000_000n,
    now: chain.now,
    ...terms.request,
  };
}

/** Takes the offer; the transaction's outcome and the deal that stands if it was confirmed. */
export async function openDeal(
  market: Market,
  provider: ProviderActor,
  renter: RenterActor,
  terms: DealTerms = {},
): Promise<{ readonly deal: Deal; readonly outcome: Outcome; readonly plan: TakeOfferPlan }> {
  const plan = valueOf(await takeOffer(takeRequest(market, provider, renter, terms)));
  const outcome = await market.send(plan.instructions);
  const deal = new Deal({
    market,
    provider,
    renter,
    job: terms.job ?? sampleJob(),
    address: plan.lease,
    vault: plan.vault,
  });
  return { deal, outcome, plan };
}
