import { rm } from 'node:fs/promises';

import { type Address } from '@solana/kit';

import { type Approval } from '@/lib/actions/approval';
import { type Located } from '@/lib/actions/plan';
import { DataPlaneError } from '@/lib/blobs/data-plane-error';
import { sha256FromBytes, type Sha256Hex } from '@/lib/blobs/digest';
import { type ServerEvent } from '@/lib/blobs/event-stream';
import { type EndEvent, type LeasePhase, type LeaseStatus, wireJson } from '@/lib/blobs/lease-messages';
import { type UploadPermit, verifyPermit } from '@/lib/blobs/permit';
import { verifyEd25519 } from '@/lib/blobs/signed-bytes';
import { absentDigest } from '@/lib/domain/commitment';
import { equalBytes } from '@/lib/domain/bytes';
import { leaseDues } from '@/lib/domain/fee';
import {
  decodeOrderMessage,
  encodeOrderMessage,
  OrderAction,
  type SessionOrder,
  type Voucher,
} from '@/lib/domain/session-message';
import { formatUsdc } from '@/lib/domain/usdc';
import {
  fetchMaybeAttestation,
  fetchMaybeLease,
  findAttestationPda,
  type Lease,
  LeaseState,
} from '@/lib/pyronet/generated';
import { sessionScope } from '@/lib/pyronet/session-scope';
import { type ChainTime } from '@/lib/rpc/chain-time';
import { type Confirmed } from '@/lib/tx/outcome';
import { Pulse } from '@/lib/session/pulse';
import { fileKeyValueStore } from '@/lib/storage/file-key-value-store';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { programErrorOf } from '../chain/worker-chain';
import { problemFacts } from '../log';
import { jobCapacity } from '../provider/job-capacity';
import { beatAloneIsTooLate, isNews, nextBeatDue } from './beat-schedule';
import { type CheckedJob, checkJob } from './job-check';
import { type AssembledResult, JobRun } from './job-run';
import { type LeaseContext } from './lease-context';
import { LeaseTransactions } from './lease-transactions';
import { LeaseUploads } from './lease-uploads';
import { type Refusal, refusal } from './refusal';
import { type FinishedSegment, SegmentLog } from './segment-log';
import { currentSessionKey } from './session-key';
import { checkTerms } from './terms-check';
import { VoucherBox } from './voucher-box';

/** How often a lease is looked at when nothing happens, in milliseconds. */
const LOOK_EVERY_MS = 5_000;
const RETRY_FIRST_MS = 500;
const RETRY_LONGEST_MS = 15_000;
/** Kept before a deadline for getting a transaction onto the chain, in seconds. */
const DEADLINE_MARGIN_S = 15n;
/** A deadline in seconds must also pass in slots, which may take longer; asked again at this pace. */
const CRANK_EVERY_MS = 3_000;
/** Crashes of the engine in a row, without a single segment between them, after which the job is given up. */
const MOST_CRASHES = 5;

/**
 * Serves one life of one lease from the moment it is seen on chain until it is paid.
 *
 * Everything it does follows from the lease on chain and from what is on this disk, looked at anew in every step, so
 * it can be killed between any two instructions and started again: steps that were done are seen to be done.
 */
export class LeaseService {
  readonly #pulse: Pulse;
  readonly #progress: Pulse;
  readonly #transactions: LeaseTransactions;
  readonly #stopRun = new AbortController();
  #lease: Located<Lease>;
  #refusal: Refusal | undefined;
  #checking: Promise<void> | undefined;
  #checked: CheckedJob | undefined;
  #running: Promise<void> | undefined;
  #result: AssembledResult | undefined;
  #crashes = 0;
  #givenUp = false;
  #done = false;

  private constructor(
    private readonly context: LeaseContext,
    lease: Located<Lease>,
    private readonly notes: KeyValueStore,
    private readonly uploads: LeaseUploads,
    private readonly vouchers: VoucherBox,
    private readonly segments: SegmentLog,
    private readonly run: JobRun,
  ) {
    this.#lease = lease;
    this.#pulse = new Pulse(context.chain.client.clock);
    this.#progress = new Pulse(context.chain.client.clock);
    this.#transactions = new LeaseTransactions(context, `${lease.address}.${lease.data.openedSlot}`);
  }

  static async open(context: LeaseContext, lease: Located<Lease>): Promise<LeaseService> {
    const folder = context.folder.leaseFolder(lease.address, lease.data.openedSlot);
    const notes = fileKeyValueStore(folder);
    const { store, engine } = context;
    const log = await SegmentLog.open(
      folder,
      async ({ outputSha256, outputBytes }) => (await store.size(outputSha256)) === outputBytes,
    );
    const uploads = await LeaseUploads.open(store, notes);
    const vouchers = await VoucherBox.open(notes);
    const holder: { service?: LeaseService } = {};
    const run = new JobRun({ engine, store, log, onProgress: () => holder.service?.announce() });
    const service = new LeaseService(context, lease, notes, uploads, vouchers, log, run);
    holder.service = service;
    return service;
  }

  get address(): Address {
    return this.#lease.address;
  }

  get openedSlot(): bigint {
    return this.#lease.data.openedSlot;
  }

  /** True once nothing more is to do for this lease. */
  get isDone(): boolean {
    return this.#done;
  }

  /** True while computing, or with work that is not attested and paid yet. */
  get isBusy(): boolean {
    const { state } = this.#lease.data;
    return !this.#done && state !== LeaseState.Settled && state !== LeaseState.None;
  }

  /** True once the lease is over and no evidence against it counts any more; its data is of no use then. */
  isForgettable(now: bigint): boolean {
    const { state, evidenceUntil } = this.#lease.data;
    const isOver = state === LeaseState.None || (state === LeaseState.Settled && evidenceUntil < now);
    return this.#done && isOver;
  }

  /** Removes everything kept for this lease but its blobs, which may be shared with others. */
  async forget(): Promise<void> {
    const { folder } = this.context;
    await rm(folder.leaseFolder(this.address, this.openedSlot), { recursive: true, force: true });
    for (const key of await folder.transactions.keys('')) {
      if (key.endsWith(` ${this.address}.${this.openedSlot}`)) await folder.transactions.delete(key);
    }
  }

  /** The lease changed on chain, or the worker's own state did: look now. */
  wake(): void {
    this.#pulse.beat();
  }

  private announce(): void {
    this.#progress.beat();
    if (this.segments.count >= Number(this.#lease.data.segmentCount)) this.#pulse.beat();
  }

  /** Serves until the lease is done or the worker ends. Never rejects. */
  async serve(): Promise<void> {
    const { signal, log } = this.context;
    let retryMs = RETRY_FIRST_MS;
    while (!this.#done && !signal.aborted) {
      const next = this.#pulse.next();
      let waitMs = LOOK_EVERY_MS;
      try {
        waitMs = await this.#step();
        retryMs = RETRY_FIRST_MS;
      } catch (problem) {
        log.warn('a step of a lease failed and is tried again', {
          lease: this.address,
          ...problemFacts(problem),
        });
        waitMs = retryMs;
        retryMs = Math.min(retryMs * 2, RETRY_LONGEST_MS);
      }
      if (!this.#done) await next(waitMs, signal);
    }
    this.#stopRun.abort();
    await this.#running;
    await this.segments.close();
    this.#progress.beat();
  }

  // ——— what renters ask ———

  /** @throws DataPlaneError when the upload is not permitted or does not fit */
  async authorizeUpload(header: string | null, sha256: Sha256Hex): Promise<UploadPermit> {
    const { data } = this.#lease;
    const now = (await this.context.clock.now()).unixSeconds;
    const scope = sessionScope(this.context.chain.network, this.#lease);
    const permit = await verifyPermit(header, { scope, sessionKey: currentSessionKey(data), sha256, now });
    if (this.uploads.has(sha256)) return permit;
    if (this.#refusal !== undefined || (data.state !== LeaseState.Open && data.state !== LeaseState.Accepted))
      throw new DataPlaneError('conflict', 'This lease takes no inputs any more.', 'See its status.');
    this.uploads.requireRoom(permit, data.inputBytes);
    return permit;
  }

  async noteUpload(permit: UploadPermit): Promise<void> {
    await this.uploads.note(permit);
    this.wake();
  }

  /** Whether a blob belongs to this lease. */
  holds(sha256: Sha256Hex): boolean {
    return (
      this.uploads.has(sha256) ||
      this.#result?.sha256 === sha256 ||
      this.segments.finished.some(({ outputSha256 }) => outputSha256 === sha256)
    );
  }

  /** @throws DataPlaneError when the voucher is worth nothing */
  async takeVoucher(message: Uint8Array, signature: Uint8Array): Promise<Voucher> {
    const { data } = this.#lease;
    const { unixSeconds } = await this.context.clock.now();
    const voucher = await this.vouchers.accept(message, signature, {
      scope: sessionScope(this.context.chain.network, this.#lease),
      sessionKey: currentSessionKey(data),
      now: unixSeconds,
      startedAt: data.startedAt,
      rootOfFirst: (count) => this.run.rootOfFirst(count),
    });
    return voucher;
  }

  /**
   * Carries the renter's order to the chain: accept and stop, which a renter without lamports could not send itself.
   * @returns the transaction's signature
   * @throws DataPlaneError when it is not such an order; WorkerError when the program refuses it
   */
  async carryOrder(message: Uint8Array, signature: Uint8Array): Promise<string> {
    const lease = await this.#look();
    const order = decodeOrderMessage(message)?.order;
    const sessionKey = currentSessionKey(lease.data);
    const scope = sessionScope(this.context.chain.network, lease);
    const isOurs = order !== undefined && equalBytes(encodeOrderMessage(scope, order), message);
    if (!isOurs || !(await verifyEd25519(sessionKey, message, signature)))
      throw new DataPlaneError(
        'unauthorized',
        "This is no order of this lease's session key.",
        'Sign it anew.',
      );
    const approval: Approval = { by: 'order', sessionKey, message, signature };
    try {
      const outcome = await this.#carry(lease, order, approval);
      return outcome.signature;
    } catch (problem) {
      if (programErrorOf(problem) === undefined) throw problem;
      const facts = problemFacts(problem);
      throw new DataPlaneError('conflict', String(facts.problem), String(facts.next));
    } finally {
      this.wake();
    }
  }

  #carry(lease: Located<Lease>, { action, argument }: SessionOrder, approval: Approval): Promise<Confirmed> {
    switch (action) {
      case OrderAction.accept:
        return this.#transactions.carryAccept(lease, argument, approval);
      case OrderAction.stop:
        return this.#transactions.carryStop(lease, approval);
      case OrderAction.cancel:
        return this.#transactions.carryCancel(lease, approval);
      case OrderAction.ping:
        throw new DataPlaneError('bad_request', 'A ping is not carried.', 'Send it to the chain yourself.');
    }
  }

  async status(): Promise<LeaseStatus> {
    const { data } = this.#lease;
    return {
      lease: this.address,
      phase: this.#phase(),
      missing_inputs: [...((await this.uploads.missing()) ?? [])],
      segments: Number(data.segmentCount),
      delivered_segments: this.segments.count,
      accepted_segments: Number(this.vouchers.best?.voucher.acceptedSegments ?? data.acceptedSegments),
      result: this.#result === undefined ? null : { sha256: this.#result.sha256, bytes: this.#result.bytes },
      problem: this.#refusal ?? null,
    };
  }

  /** Finished segments from `from` on as they come, then the end. */
  async *segmentEvents(from: number, signal: AbortSignal): AsyncGenerator<ServerEvent, void> {
    for (let index = from; !signal.aborted;) {
      const next = this.#progress.next();
      const segment = this.segments.finished[index];
      if (segment !== undefined) {
        yield segmentEvent(segment);
        index += 1;
      } else if (this.#noMoreSegments()) {
        yield { event: 'end', data: wireJson(this.#end()) };
        return;
      } else {
        await next(LOOK_EVERY_MS, signal);
      }
    }
  }

  /** Every blob that this lease needs. */
  *blobs(): Generator<Sha256Hex> {
    yield* this.uploads.names();
    for (const { outputSha256 } of this.segments.finished) yield outputSha256;
    if (this.#result !== undefined) yield this.#result.sha256;
  }

  // ——— one step at a time ———

  /** Does what is due now. @returns in how many milliseconds to look again at the latest */
  async #step(): Promise<number> {
    const lease = await this.#look();
    const now = await this.context.clock.now();
    switch (lease.data.state) {
      case LeaseState.Open:
      case LeaseState.Accepted:
        return this.#prepare(lease, now);
      case LeaseState.Active:
        return this.#work(lease, now);
      case LeaseState.Stopping:
        return this.#prove(lease, now);
      case LeaseState.Auditing:
        return this.#await(lease, now);
      case LeaseState.Settled:
        return this.#collect(lease);
      case LeaseState.None:
        this.#done = true;
        return LOOK_EVERY_MS;
    }
  }

  async #look(): Promise<Located<Lease>> {
    const { chain } = this.context;
    const account = await fetchMaybeLease(chain.client.rpc, this.address, { commitment: 'confirmed' });
    if (!account.exists || account.data.openedSlot !== this.openedSlot) {
      this.#lease = { address: this.address, data: { ...this.#lease.data, state: LeaseState.None } };
    } else {
      const before = this.#lease.data.state;
      this.#lease = account;
      if (before !== account.data.state) this.#progress.beat();
    }
    return this.#lease;
  }

  /** Open or accepted: take it, or decline it, before its deadline. */
  async #prepare(lease: Located<Lease>, { unixSeconds: now }: ChainTime): Promise<number> {
    const { data } = lease;
    const isOpen = data.state === LeaseState.Open;
    const deadline = isOpen ? data.acceptBy : data.startBy;
    if (now > deadline) return this.#crank('expire', () => this.#transactions.expire(lease));
    this.#refusal ??= this.#declines(lease);
    const untilLate = deadline - DEADLINE_MARGIN_S - now;
    if (this.#refusal === undefined) await this.#check(lease);
    if (this.#refusal === undefined && this.#checked === undefined && untilLate <= 0n) {
      if (this.#checking !== undefined && isOpen) await this.#transactions.accept(lease);
      else if (this.#checking === undefined)
        this.#refusal = refusal(
          'inputs_missing',
          'The job or its inputs did not arrive in time.',
          'Open a new lease and upload at once.',
        );
    }
    if (this.#refusal !== undefined) {
      const { code, message } = this.#refusal;
      await this.#transactions.reject(lease);
      this.context.log.info('rejected a lease', { lease: this.address, code, message });
      return 0;
    }
    if (this.#checked === undefined)
      return Math.min(LOOK_EVERY_MS, Math.max(Number(untilLate), 0) * 1000 + 500);
    await this.#transactions.start(lease);
    this.context.log.info('started a lease', { lease: this.address, segments: data.segmentCount });
    return 0;
  }

  #declines({ data }: Located<Lease>): Refusal | undefined {
    const { store, diskBytes, isDraining } = this.context;
    if (isDraining()) return refusal('draining', 'This worker is about to stop.', 'Choose another offer.');
    const freeDiskBytes = BigInt(Math.max(diskBytes - store.usedBytes, 0));
    return checkTerms(data, { ...jobCapacity(), freeDiskBytes });
  }

  /** Begins to check the job once its inputs are here; a finished check leaves `#checked` or `#refusal`. */
  async #check({ data }: Located<Lease>): Promise<void> {
    if (this.#checked !== undefined || this.#checking !== undefined) return;
    const inputs = await this.uploads.complete();
    if (inputs === undefined) return;
    this.#checking = checkJob(this.context.engine, data, inputs.job, inputs.scene)
      .then((answer) => {
        if ('code' in answer) this.#refusal = answer;
        else this.#checked = answer;
      })
      .catch((problem: unknown) => {
        this.context.log.warn('the check of a job failed', { lease: this.address, ...problemFacts(problem) });
      })
      .finally(() => {
        this.#checking = undefined;
        this.wake();
      });
  }

  /** Active: compute, prove service in time, attest the whole. */
  async #work(lease: Located<Lease>, time: ChainTime): Promise<number> {
    const { data } = lease;
    const now = time.unixSeconds;
    await this.#check(lease);
    const checked = this.#checked;
    if (checked !== undefined) this.#compute(checked);
    const isComplete = this.segments.count >= Number(data.segmentCount);
    if (checked !== undefined && isComplete && this.#result !== undefined) {
      if (await this.#attested(lease, checked, this.#result, now)) return 0;
    }
    if (now > data.endAt) return this.#crank('end', () => this.#transactions.end(lease));
    const due = nextBeatDue(data, this.vouchers.best?.voucher);
    const serves = this.#running !== undefined && !this.#givenUp;
    if (serves && now >= due) {
      await this.#beat(lease);
      return 0;
    }
    const nextAt = serves && due < data.endAt ? due : data.endAt + 1n;
    return Math.min(LOOK_EVERY_MS, Math.max(Number(nextAt - now), 0) * 1000 + 200);
  }

  /** Starts the engine unless it runs; when it ends, the next step sees what came of it. */
  #compute(checked: CheckedJob): void {
    if (this.#running !== undefined || this.#givenUp || this.#result !== undefined) return;
    const { log, signal } = this.context;
    const stop = AbortSignal.any([this.#stopRun.signal, signal]);
    const before = this.segments.count;
    this.#running = this.run
      .run(checked, stop)
      .then(async () => {
        if (this.segments.count < checked.plan.segmentCount) return;
        this.#result = await this.run.assemble(checked);
        if (this.#result !== undefined)
          log.info('finished a job', { lease: this.address, result: this.#result.sha256 });
      })
      .catch((problem: unknown) => {
        if (stop.aborted) return;
        this.#crashes = this.segments.count > before ? 1 : this.#crashes + 1;
        this.#givenUp = this.#crashes >= MOST_CRASHES;
        log.error('the engine failed', {
          lease: this.address,
          attempt: this.#crashes,
          givenUp: this.#givenUp,
          ...problemFacts(problem),
        });
      })
      .finally(() => {
        this.#running = undefined;
        this.#progress.beat();
        this.wake();
      });
  }

  /** Proves service on chain. A voucher that the chain refuses must not take the beat down with it. */
  async #beat(lease: Located<Lease>): Promise<void> {
    const segments = this.segments.count;
    const delivered = { segments, root: this.run.rootOfFirst(segments) };
    const held = this.vouchers.best;
    const voucher = isNews(held?.voucher, lease.data) ? held : undefined;
    try {
      await this.#transactions.beat(lease, delivered, voucher);
    } catch (problem) {
      if (voucher === undefined || programErrorOf(problem) === undefined) throw problem;
      this.context.log.warn('a voucher was refused', { lease: this.address, ...problemFacts(problem) });
      await this.#transactions.beat(lease, delivered, undefined);
    }
    this.context.log.info('proved service on chain', { lease: this.address, segments });
  }

  /** False when the time is over, so that only a prefix can be attested once the lease has ended. */
  async #attested(
    lease: Located<Lease>,
    checked: CheckedJob,
    result: AssembledResult,
    now: bigint,
  ): Promise<boolean> {
    try {
      await this.#attest(lease, checked, result, now);
      return true;
    } catch (problem) {
      if (now > lease.data.endAt && programErrorOf(problem) === 'tooLate') return false;
      throw problem;
    }
  }

  async #attest(
    lease: Located<Lease>,
    { plan }: CheckedJob,
    result: AssembledResult,
    now: bigint,
  ): Promise<void> {
    await this.#intend(lease, result);
    const settled = await this.#redeemBeforeAttesting(lease, plan, now);
    await this.#transactions.attest(settled, plan, result);
    this.context.log.info('attested', {
      lease: this.address,
      segments: result.segments,
      result: result.sha256,
    });
  }

  /**
   * An attestation is a beat too, so a voucher must be redeemed first only where a beat alone would come too late, or
   * where the lease has ended and acceptance can no longer come any other way.
   */
  async #redeemBeforeAttesting(
    lease: Located<Lease>,
    plan: CheckedJob['plan'],
    now: bigint,
  ): Promise<Located<Lease>> {
    const held = this.vouchers.best;
    const isNeeded = lease.data.state === LeaseState.Stopping || beatAloneIsTooLate(lease.data, now);
    if (!isNeeded || held === undefined || !isNews(held.voucher, lease.data)) return lease;
    try {
      await this.#transactions.redeem(lease, held, plan);
    } catch (problem) {
      if (programErrorOf(problem) === undefined) throw problem;
      this.context.log.warn('a voucher was refused', { lease: this.address, ...problemFacts(problem) });
    }
    return this.#look();
  }

  /** Writes down what will be attested: for one attestation there is only ever one result. */
  async #intend({ data }: Located<Lease>, result: AssembledResult): Promise<void> {
    const key = `attest-${data.attestationSeq}`;
    const intent = `${result.segments} ${result.sha256} ${sha256FromBytes(result.segmentsRoot)}`;
    const before = await this.notes.get(key);
    if (before !== null && before !== intent) {
      const [segments = ''] = before.split(' ');
      // Another number of segments is another statement, and the chain takes only one of them.
      if (segments === String(result.segments))
        throw new Error(
          'The result differs from the one that was about to be attested before; it is not attested.',
        );
    }
    await this.notes.set(key, intent);
  }

  /** Stopping: prove the prefix that was finished, within the deadline; after it, settle. */
  async #prove(lease: Located<Lease>, { unixSeconds: now }: ChainTime): Promise<number> {
    this.#stopRun.abort();
    await this.#running;
    const { data } = lease;
    if (now > data.prefixBy) return this.#crank('settle', () => this.#transactions.settle(lease, undefined));
    await this.#check(lease);
    const checked = this.#checked;
    if (checked !== undefined && BigInt(this.segments.count) > data.attestedSegments) {
      this.#result = await this.run.assemble(checked);
      if (this.#result === undefined || BigInt(this.#result.segments) <= data.attestedSegments) return 0;
      await this.#attest(lease, checked, this.#result, now);
      return 0;
    }
    const held = this.vouchers.best;
    if (checked !== undefined && held !== undefined && isNews(held.voucher, data)) {
      await this.#transactions.redeem(lease, held, checked.plan).catch((problem: unknown) => {
        if (programErrorOf(problem) === undefined) throw problem;
      });
    }
    return LOOK_EVERY_MS;
  }

  /** Auditing: the renter accepts, or the window ends. */
  async #await(lease: Located<Lease>, { unixSeconds: now }: ChainTime): Promise<number> {
    const { chain } = this.context;
    await this.#check(lease);
    if (this.#result === undefined && this.#checked !== undefined && this.segments.count > 0)
      this.#result = await this.run.assemble(this.#checked);
    const seq = lease.data.attestationSeq - 1;
    const [address] = await findAttestationPda({ lease: lease.address, seq });
    const attestation = await fetchMaybeAttestation(chain.client.rpc, address, { commitment: 'confirmed' });
    if (!attestation.exists || now <= attestation.data.windowEndAt) return LOOK_EVERY_MS;
    return this.#crank('settle', () => this.#transactions.settle(lease, address));
  }

  /** Settled: collect what is due. */
  async #collect(lease: Located<Lease>): Promise<number> {
    const due = leaseDues(lease.data, 0n).provider;
    if (due > 0n) {
      await this.#transactions.claim(lease);
      this.context.log.info('was paid', { lease: this.address, usdc: formatUsdc(due) });
    }
    this.#done = true;
    return 0;
  }

  /** Ends a wait whose deadline has passed by our clock; the program may still find it too early. */
  async #crank(what: string, submit: () => Promise<unknown>): Promise<number> {
    try {
      await submit();
      this.context.log.info(`ended a wait: ${what}`, { lease: this.address });
      return 0;
    } catch (problem) {
      if (programErrorOf(problem) === undefined) throw problem;
      return CRANK_EVERY_MS;
    }
  }

  // ——— what renters see ———

  #phase(): LeasePhase {
    if (this.#refusal !== undefined) return 'refused';
    if (this.#givenUp) return 'failed';
    switch (this.#lease.data.state) {
      case LeaseState.Open:
      case LeaseState.Accepted:
        if (this.#checked !== undefined) return 'starting';
        return this.#checking === undefined ? 'waiting_for_inputs' : 'validating';
      case LeaseState.Active:
        return this.#result === undefined ? 'running' : 'finished';
      case LeaseState.Stopping:
        return 'finished';
      case LeaseState.Auditing:
        return 'attested';
      case LeaseState.Settled:
      case LeaseState.None:
        return 'settled';
    }
  }

  #noMoreSegments(): boolean {
    const { state, segmentCount } = this.#lease.data;
    if (this.#refusal !== undefined || this.#givenUp) return true;
    if (this.segments.count >= Number(segmentCount)) return this.#result !== undefined;
    const isLive = state === LeaseState.Open || state === LeaseState.Accepted || state === LeaseState.Active;
    return !isLive && this.#running === undefined;
  }

  #end(): EndEvent {
    const root = this.run.rootOfFirst(this.segments.count);
    const isWhole = this.segments.count >= Number(this.#lease.data.segmentCount);
    return {
      phase: this.#phase(),
      segments: this.segments.count,
      segments_root: root === undefined ? null : sha256FromBytes(root),
      result:
        isWhole && this.#result !== undefined
          ? { sha256: this.#result.sha256, bytes: this.#result.bytes }
          : null,
    };
  }
}

const NO_STATE = sha256FromBytes(absentDigest());

function segmentEvent(segment: FinishedSegment): ServerEvent {
  return {
    event: 'segment',
    id: String(segment.index),
    data: wireJson({
      index: segment.index,
      units: segment.units,
      state_in: NO_STATE,
      operation_root: sha256FromBytes(segment.operationRoot),
      state_out: NO_STATE,
      leaf: sha256FromBytes(segment.leaf),
      output_sha256: segment.outputSha256,
      output_bytes: segment.outputBytes,
    }),
  };
}
