import { type Located } from '@/lib/actions/plan';
import { sha256FromBytes } from '@/lib/blobs/digest';
import { leaseDues } from '@/lib/domain/fee';
import { formatUsdc } from '@/lib/domain/usdc';
import { type JobPlan } from '@/lib/engine/engine';
import { fetchMaybeAttestation, findAttestationPda, type Lease, LeaseState } from '@/lib/pyronet/generated';
import { type ChainInstant } from '@/lib/domain/deadline';

import { programErrorOf } from '../chain/worker-chain';
import { problemFacts } from '../log';
import { beatAloneIsTooLate, isNews, nextBeatDue } from './beat-schedule';
import { type AssembledResult } from './job-run';
import { type LeaseContext } from './lease-context';
import { LeaseDoor } from './lease-door';
import { type LeasePapers, openPapers } from './lease-papers';
import { LeaseTransactions } from './lease-transactions';
import { LeaseWork } from './lease-work';
import { refusal } from './refusal';
import { unfitFor } from './unfit';
import { WatchedLease } from './watched-lease';

/** How often a lease is looked at when nothing happens, in milliseconds. */
const LOOK_EVERY_MS = 5_000;
const RETRY_FIRST_MS = 500;
const RETRY_LONGEST_MS = 15_000;
/** Kept before a deadline for getting a transaction onto the chain, in seconds. */
const DEADLINE_MARGIN_S = 15n;
/** A deadline in seconds must also pass in slots, which may take longer; asked again at this pace. */
const CRANK_EVERY_MS = 3_000;
const CLAIM_AGAIN_MS = 600_000;

/**
 * Serves one life of one lease from the moment it is seen on chain until it is paid.
 *
 * Everything it does follows from the lease on chain and from what is on this disk, looked at anew in every step, so
 * it can be killed between any two instructions and started again: steps that were done are seen to be done.
 */
export class LeaseService {
  #isDone: boolean;
  /** Epoch of a replaced session key whose vouchers were redeemed, or refused, already. */
  #redeemedEpoch: number | undefined;
  /** A claim that was refused is not tried again with every change of the lease. */
  #claimNotBeforeMs = 0;

  private constructor(
    private readonly context: LeaseContext,
    private readonly lease: WatchedLease,
    private readonly papers: LeasePapers,
    private readonly work: LeaseWork,
    private readonly transactions: LeaseTransactions,
    readonly door: LeaseDoor,
  ) {
    this.#isDone = isPaid(lease.data);
  }

  static async open(context: LeaseContext, located: Located<Lease>): Promise<LeaseService> {
    const lease = new WatchedLease(context, located);
    const papers = await openPapers(context, located);
    const work = await LeaseWork.open(context, lease, papers);
    const transactions = new LeaseTransactions(context, lease.life);
    const door = new LeaseDoor(context, lease, papers, work, transactions);
    return new LeaseService(context, lease, papers, work, transactions, door);
  }

  get openedSlot(): bigint {
    return this.lease.data.openedSlot;
  }

  /** True once nothing more is to do for this lease. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** True with work that is not attested, accepted and paid yet. */
  get isBusy(): boolean {
    const { state } = this.lease.data;
    return !this.#isDone && state !== LeaseState.Settled && state !== LeaseState.None;
  }

  /** True once the lease is over and no evidence against it counts any more; its data is of no use then. */
  isForgettable(now: bigint): boolean {
    const { state, evidenceUntil } = this.lease.data;
    const isOver = state === LeaseState.None || (state === LeaseState.Settled && evidenceUntil < now);
    return this.#isDone && isOver;
  }

  /** Removes everything kept for this lease but its blobs, which may be shared with others. */
  forget(): Promise<void> {
    return this.papers.shred();
  }

  /** Look now: the lease changed on chain, or the worker is about to stop. */
  wake(): void {
    this.lease.steps.beat();
  }

  /** Serves until the lease is done or the worker ends. Never rejects. */
  async serve(): Promise<void> {
    const { signal, log } = this.context;
    let retryMs = RETRY_FIRST_MS;
    while (!this.#isDone && !signal.aborted) {
      const next = this.lease.steps.next();
      let waitMs = LOOK_EVERY_MS;
      try {
        waitMs = await this.#step();
        retryMs = RETRY_FIRST_MS;
      } catch (problem) {
        if (!signal.aborted)
          log.warn('a step failed and is tried again', {
            lease: this.lease.address,
            ...problemFacts(problem),
          });
        waitMs = retryMs;
        retryMs = Math.min(retryMs * 2, RETRY_LONGEST_MS);
      }
      if (!this.#isDone) await next(waitMs, signal);
    }
    this.context.beats.withdraw(this.lease.address);
    await this.work.stop();
    this.context.floor.release(this.lease.life);
    await this.papers.segments.close();
    this.lease.news.beat();
  }

  /** Does what is due now. @returns in how many milliseconds to look again at the latest */
  async #step(): Promise<number> {
    const lease = await this.lease.look();
    const now = await this.context.clock.now();
    if (lease.data.state !== LeaseState.Active) this.context.beats.withdraw(lease.address);
    switch (lease.data.state) {
      case LeaseState.Open:
      case LeaseState.Accepted:
        return this.#prepare(lease, now);
      case LeaseState.Active:
        return this.#serveActive(lease, now);
      case LeaseState.Stopping:
        return this.#provePrefix(lease, now);
      case LeaseState.Auditing:
        return this.#awaitRelease(lease, now);
      case LeaseState.Settled:
        return this.#collect(lease);
      case LeaseState.None:
        this.#isDone = true;
        return 0;
    }
  }

  /** Open or accepted: start it once the job is here and right, or decline it before its deadline. */
  async #prepare(lease: Located<Lease>, { unixSeconds: now }: ChainInstant): Promise<number> {
    const isOpen = lease.data.state === LeaseState.Open;
    const deadline = isOpen ? lease.data.acceptBy : lease.data.startBy;
    if (now > deadline) return this.#crank('nobody started', () => this.transactions.expire(lease));
    this.#declineUnfit(lease);
    await this.work.check();
    const untilLate = deadline - DEADLINE_MARGIN_S - now;
    const isReady = this.work.refusal === undefined && this.work.checked !== undefined;
    const isSeated = isReady && this.#takeSeats(lease);
    if (untilLate <= 0n && !isSeated && this.work.refusal === undefined) {
      if (isReady && !isOpen) this.work.decline(machineBusy);
      else if (!isReady && !this.work.isChecking) this.work.decline(inputsMissing);
      else if (isOpen) await this.transactions.accept(lease);
    }
    if (this.work.refusal !== undefined) return this.#reject(lease);
    if (!isSeated) return Math.min(LOOK_EVERY_MS, Math.max(Number(untilLate), 0) * 1000 + 500);
    if (!(await this.context.canPayFees())) {
      this.work.decline(feesShort);
      return this.#reject(lease);
    }
    await this.transactions.start(lease);
    this.context.log.info('started a lease', { lease: lease.address, segments: lease.data.segmentCount });
    return 0;
  }

  #takeSeats({ data }: Located<Lease>): boolean {
    return this.context.floor.take(this.lease.life, data.gpuCount, () => this.wake());
  }

  #declineUnfit({ data }: Located<Lease>): void {
    const unfit = unfitFor(this.context, data);
    if (unfit !== undefined) this.work.decline(unfit);
  }

  async #reject(lease: Located<Lease>): Promise<number> {
    this.context.floor.release(this.lease.life);
    await this.transactions.reject(lease);
    const { code, message } = this.work.refusal ?? inputsMissing;
    this.context.log.info('rejected a lease', { lease: lease.address, code, message });
    return 0;
  }

  /** Active: compute, prove service in time, attest the whole. */
  async #serveActive(lease: Located<Lease>, { unixSeconds: now }: ChainInstant): Promise<number> {
    const { endAt } = lease.data;
    const { floor } = this.context;
    await this.work.check();
    this.work.compute();
    const { checked, result, isComplete, isGivenUp } = this.work;
    if (isComplete || isGivenUp) floor.release(this.lease.life);
    else floor.keep(this.lease.life, lease.data.gpuCount);
    if (checked !== undefined && result !== undefined && isComplete) {
      if (await this.#attestWhole(lease, checked.plan, result, now)) return 0;
    }
    if (now > endAt) return this.#crank('its time is over', () => this.transactions.end(lease));
    if (await this.#redeemOfReplacedKey(lease)) return 0;
    const serves = this.work.isRunning || isComplete;
    const due = nextBeatDue(lease.data, this.papers.vouchers.best);
    this.#planBeat(lease, serves, due);
    if (serves && now >= due) {
      if (!(await this.#beatWithOthers(lease, now))) await this.#beat(lease);
      return 0;
    }
    const nextAt = serves && due < endAt ? due : endAt + 1n;
    return Math.min(LOOK_EVERY_MS, Math.max(Number(nextAt - now), 0) * 1000 + 200);
  }

  /** The vouchers of a key that the renter has replaced are worth nothing after one more interval. */
  async #redeemOfReplacedKey(lease: Located<Lease>): Promise<boolean> {
    const held = this.papers.vouchers.best;
    const { checked } = this.work;
    if (held === undefined || checked === undefined || held.sessionEpoch === lease.data.sessionEpoch)
      return false;
    if (this.#redeemedEpoch === held.sessionEpoch || !isNews(held.voucher, lease.data)) return false;
    await this.#redeem(lease, checked.plan);
    this.#redeemedEpoch = held.sessionEpoch;
    return true;
  }

  /** A lease goes along with others only where a heartbeat is all it needs: a voucher in hand is redeemed with it. */
  #planBeat({ address, data }: Located<Lease>, serves: boolean, dueAt: bigint): void {
    const { beats } = this.context;
    if (!serves || isNews(this.papers.vouchers.best?.voucher, data)) beats.withdraw(address);
    else beats.plan(address, { dueAt, intervalS: data.intervalS, wake: () => this.wake() });
  }

  /** @returns false where it must be proved by itself: no other is due, a voucher goes with it, or it was passed over */
  async #beatWithOthers({ address, data }: Located<Lease>, now: bigint): Promise<boolean> {
    if (isNews(this.papers.vouchers.best?.voucher, data)) return false;
    if (!(await this.context.beats.prove(address, now))) return false;
    const { anchorSlot, state } = (await this.lease.look()).data;
    if (anchorSlot > data.anchorSlot) this.context.log.info('proved service with others', { lease: address });
    return anchorSlot > data.anchorSlot || state !== LeaseState.Active;
  }

  /** Proves service on chain. A voucher that the chain refuses must not take the beat down with it. */
  async #beat(lease: Located<Lease>): Promise<void> {
    const segments = this.work.finishedSegments;
    const delivered = { segments, root: this.work.rootOfFirst(segments) };
    const held = this.papers.vouchers.best;
    const voucher = isNews(held?.voucher, lease.data) ? held : undefined;
    try {
      await this.transactions.beat(lease, delivered, voucher);
    } catch (problem) {
      if (voucher === undefined || programErrorOf(problem) === undefined) throw problem;
      this.context.log.warn('a voucher was refused', { lease: lease.address, ...problemFacts(problem) });
      await this.transactions.beat(lease, delivered, undefined);
    }
    this.context.log.info('proved service on chain', { lease: lease.address, segments });
  }

  /** False when the time is over, so that only a prefix can be attested once the lease has ended. */
  async #attestWhole(
    lease: Located<Lease>,
    plan: JobPlan,
    result: AssembledResult,
    now: bigint,
  ): Promise<boolean> {
    try {
      await this.#attest(lease, plan, result, now);
      return true;
    } catch (problem) {
      if (now > lease.data.endAt && programErrorOf(problem) === 'tooLate') return false;
      throw problem;
    }
  }

  async #attest(lease: Located<Lease>, plan: JobPlan, result: AssembledResult, now: bigint): Promise<void> {
    const current = await this.#redeemBeforeAttesting(lease, plan, now);
    await this.#intend(current, result);
    await this.transactions.attest(current, plan, result);
    const { segments, sha256 } = result;
    this.context.log.info('attested', { lease: lease.address, segments, result: sha256 });
  }

  /**
   * An attestation is a beat too, so a voucher must be redeemed first only where a beat alone would come too late, or
   * where the lease has ended: afterwards no voucher counts any more.
   */
  async #redeemBeforeAttesting(lease: Located<Lease>, plan: JobPlan, now: bigint): Promise<Located<Lease>> {
    const isNeeded = lease.data.state === LeaseState.Stopping || beatAloneIsTooLate(lease.data, now);
    return isNeeded ? this.#redeem(lease, plan) : lease;
  }

  async #redeem(lease: Located<Lease>, plan: JobPlan): Promise<Located<Lease>> {
    const held = this.papers.vouchers.best;
    if (held === undefined || !isNews(held.voucher, lease.data)) return lease;
    try {
      await this.transactions.redeem(lease, held, plan);
    } catch (problem) {
      if (programErrorOf(problem) === undefined) throw problem;
      this.context.log.warn('a voucher was refused', { lease: lease.address, ...problemFacts(problem) });
    }
    return this.lease.look();
  }

  /** Writes down what will be attested: for the same segments there is only ever one result. */
  async #intend({ data }: Located<Lease>, result: AssembledResult): Promise<void> {
    const key = `attest-${data.attestationSeq}-${result.segments}`;
    const intent = `${result.sha256} ${sha256FromBytes(result.segmentsRoot)}`;
    const before = await this.papers.notes.get(key);
    if (before !== null && before !== intent)
      throw new Error('The result differs from the one that was about to be attested; it is not attested.');
    await this.papers.notes.set(key, intent);
  }

  /** Stopping: prove the prefix that was finished, within the deadline; after it, settle. */
  async #provePrefix(lease: Located<Lease>, { unixSeconds: now }: ChainInstant): Promise<number> {
    await this.#stopWork();
    const { prefixBy, attestedSegments } = lease.data;
    if (now > prefixBy)
      return this.#crank('no prefix in time', () => this.transactions.settle(lease, undefined));
    await this.work.check();
    const { checked } = this.work;
    if (checked === undefined) return LOOK_EVERY_MS;
    const result = await this.work.assemble();
    if (result !== undefined && BigInt(result.segments) > attestedSegments) {
      await this.#attest(lease, checked.plan, result, now);
      return 0;
    }
    await this.#redeem(lease, checked.plan);
    return LOOK_EVERY_MS;
  }

  /** Auditing: the renter accepts, or the window ends. */
  async #awaitRelease(lease: Located<Lease>, { unixSeconds: now }: ChainInstant): Promise<number> {
    await this.#stopWork();
    const [address] = await findAttestationPda({ lease: lease.address, seq: lease.data.attestationSeq - 1 });
    const { rpc } = this.context.chain.client;
    const attestation = await fetchMaybeAttestation(rpc, address, { commitment: 'confirmed' });
    if (!attestation.exists || now <= attestation.data.windowEndAt) return LOOK_EVERY_MS;
    return this.#crank('the window ended', () => this.transactions.settle(lease, address));
  }

  async #stopWork(): Promise<void> {
    await this.work.stop();
    this.context.floor.release(this.lease.life);
  }

  /** Settled: everybody is paid, ourselves and a renter whose page is closed alike. */
  async #collect(lease: Located<Lease>): Promise<number> {
    this.context.floor.release(this.lease.life);
    if (!isPaid(lease.data)) {
      const pauseMs = this.#claimNotBeforeMs - Date.now();
      if (pauseMs > 0) return pauseMs;
      try {
        await this.transactions.payAll(lease);
      } catch (problem) {
        if (programErrorOf(problem) === undefined) throw problem;
        // An account is closed or frozen; what is due to it stays in the lease's vault for as long as it takes.
        if (!(await this.#payEach(lease))) {
          this.#claimNotBeforeMs = Date.now() + CLAIM_AGAIN_MS;
          return CLAIM_AGAIN_MS;
        }
      }
    }
    const { data } = await this.lease.look();
    this.context.log.info('was paid', { lease: lease.address, usdc: formatUsdc(data.providerClaimed) });
    this.#isDone = true;
    return 0;
  }

  /** @returns whether we are paid; the others may still claim by themselves */
  async #payEach(lease: Located<Lease>): Promise<boolean> {
    const dues = leaseDues(lease.data, 0n);
    let arePaid = true;
    for (const party of ['renter', 'provider', 'fee'] as const) {
      if (dues[party] === 0n) continue;
      try {
        await this.transactions.pay(lease, party);
      } catch (problem) {
        if (programErrorOf(problem) === undefined) throw problem;
        const facts = { lease: lease.address, party, ...problemFacts(problem) };
        this.context.log.error('could not be paid', facts);
        arePaid &&= party !== 'provider';
      }
    }
    return arePaid;
  }

  /** Ends a wait whose deadline has passed by our clock; the program may still find it too early. */
  async #crank(why: string, submit: () => Promise<unknown>): Promise<number> {
    try {
      await submit();
      this.context.log.info('ended a wait', { lease: this.lease.address, why });
      return 0;
    } catch (problem) {
      if (programErrorOf(problem) === undefined) throw problem;
      return CRANK_EVERY_MS;
    }
  }
}

/** Nothing more is due to anybody. */
function isPaid(lease: Lease): boolean {
  if (lease.state !== LeaseState.Settled) return false;
  const { provider, renter, fee } = leaseDues(lease, 0n);
  return provider + renter + fee === 0n;
}

const feesShort = refusal(
  'fees_short',
  'This worker cannot pay the network fees of another lease now.',
  'Choose another offer.',
);

const machineBusy = refusal(
  'machine_busy',
  'The leases before this one took too long.',
  'Choose another offer, or try again later.',
);

const inputsMissing = refusal(
  'inputs_missing',
  'The job or its inputs did not arrive in time.',
  'Open a new lease and upload at once.',
);
