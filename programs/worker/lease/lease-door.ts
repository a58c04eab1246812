import { type Approval } from '@/lib/actions/approval';
import { type Located } from '@/lib/actions/plan';
import { DataPlaneError } from '@/lib/blobs/data-plane-error';
import { sha256FromBytes, type Sha256Hex } from '@/lib/blobs/digest';
import { type ServerEvent } from '@/lib/blobs/event-stream';
import { type EndEvent, type LeasePhase, type LeaseStatus, wireJson } from '@/lib/blobs/lease-messages';
import { type UploadPermit, verifyPermit } from '@/lib/blobs/permit';
import { verifyEd25519 } from '@/lib/blobs/signed-bytes';
import { equalBytes } from '@/lib/domain/bytes';
import {
  decodeOrderMessage,
  encodeOrderMessage,
  OrderAction,
  type SessionOrder,
  type Voucher,
} from '@/lib/domain/session-message';
import { type Lease, LeaseState } from '@/lib/pyronet/generated';
import { currentSessionKey, sessionScope } from '@/lib/pyronet/session-scope';
import { endOf } from '@/lib/session/keep-vouching';
import { type BucketRate, TokenBuckets } from '@/lib/relay/token-bucket';
import { type Confirmed } from '@/lib/tx/outcome';

import { programErrorOf } from '../chain/worker-chain';
import { problemFacts } from '../log';
import { type LeaseContext } from './lease-context';
import { type LeasePapers } from './lease-papers';
import { type LeaseTransactions } from './lease-transactions';
import { type LeaseWork } from './lease-work';
import { type FinishedSegment } from './segment-log';
import { type HeldVoucher, verifyVoucher } from './voucher-box';
import { type WatchedLease } from './watched-lease';

/** How often a waiting reader looks whether the lease has ended, in milliseconds. */
const LOOK_EVERY_MS = 5_000;
/** Signed vouchers and orders of one lease. */
const MESSAGES: BucketRate = { burst: 20, perSecond: 4 };
/** How far a renter's node may be ahead of ours, in seconds. */
const CLOCK_LEEWAY_S = 3n;
/** The last second there is: time is checked once the signature is. */
const ANY_SECOND = 2n ** 64n - 1n;
/** Readers of one lease at the same time. */
const STREAMS_AT_ONCE = 8;

/** What the renter of one lease may ask for and send. Everything sent carries its own signature. */
export class LeaseDoor {
  readonly #messages = new TokenBuckets(MESSAGES, 1, Date.now);
  #streams = 0;

  constructor(
    private readonly context: LeaseContext,
    private readonly lease: WatchedLease,
    private readonly papers: LeasePapers,
    private readonly work: LeaseWork,
    private readonly transactions: LeaseTransactions,
  ) {}

  /**
   * Has `take` store an upload of so many bytes.
   * @throws DataPlaneError when the upload is not permitted or does not fit
   */
  async takeUpload(
    header: string | null,
    sha256: Sha256Hex,
    take: (bytes: number) => Promise<Response>,
  ): Promise<Response> {
    const permit = await this.#authorizeUpload(header, sha256);
    const { uploads } = this.papers;
    const end = uploads.begin(permit, this.lease.data.inputBytes);
    try {
      const response = await take(Number(permit.sizeBytes));
      await uploads.note(permit);
      return response;
    } finally {
      end();
      this.lease.steps.beat();
    }
  }

  async #authorizeUpload(header: string | null, sha256: Sha256Hex): Promise<UploadPermit> {
    const { located, data } = this.lease;
    const { uploads } = this.papers;
    const permit = await verifyPermit(header, {
      scope: sessionScope(this.context.chain.network, located),
      sessionKey: currentSessionKey(data),
      sha256,
      now: (await this.context.clock.now()).unixSeconds,
    });
    if (uploads.has(sha256)) return permit;
    const isOpen = data.state === LeaseState.Open || data.state === LeaseState.Accepted;
    if (this.work.refusal !== undefined || !isOpen)
      throw new DataPlaneError('conflict', 'This lease takes no inputs any more.', 'See its status.');
    return permit;
  }

  /** Whether a blob belongs to this lease. */
  holds(sha256: Sha256Hex): boolean {
    for (const held of this.blobs()) if (held === sha256) return true;
    return false;
  }

  /** Every blob that this lease needs. */
  *blobs(): Generator<Sha256Hex> {
    yield* this.papers.uploads.names();
    if (this.work.result !== undefined) yield this.work.result.sha256;
    for (const { output, state } of this.papers.segments.finished) {
      yield output.sha256;
      if (state !== undefined) yield state.sha256;
    }
  }

  /** @throws DataPlaneError when the voucher is worth nothing */
  async takeVoucher(message: Uint8Array, signature: Uint8Array): Promise<Voucher> {
    const { clock } = this.context;
    const { voucher } = await this.#verifyVoucher(message, signature, ANY_SECOND);
    this.#requirePace();
    // The program refuses a voucher of a second that has not come, or after the end. Of the two reads the lease's is the
    // later one: a stop before the second that was reached shows in it, so no later stop can make the voucher worthless.
    const reached = await clock.reached(voucher.servedUntil, CLOCK_LEEWAY_S);
    const { data } = await this.lease.look();
    const end = endOf(data);
    const latest = reached < end ? reached : end;
    return this.papers.vouchers.keep(await this.#verifyVoucher(message, signature, latest));
  }

  /**
   * Carries the renter's order to the chain, which a session key without lamports could not do itself.
   * @returns the transaction's signature
   * @throws DataPlaneError when it is not such an order, or the program refuses it
   */
  async carryOrder(message: Uint8Array, signature: Uint8Array): Promise<string> {
    const lease = await this.lease.look();
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
    this.#requirePace();
    try {
      const approval: Approval = { by: 'order', sessionKey, message, signature };
      return (await this.#carry(lease, order, approval)).signature;
    } catch (problem) {
      if (programErrorOf(problem) === undefined) throw problem;
      const facts = problemFacts(problem);
      throw new DataPlaneError('conflict', String(facts.problem), String(facts.next));
    } finally {
      this.lease.steps.beat();
    }
  }

  async status(): Promise<LeaseStatus> {
    const { data, address } = this.lease;
    const { result, finishedSegments, refusal } = this.work;
    const vouched = this.papers.vouchers.best?.voucher.acceptedSegments;
    return {
      lease: address,
      phase: this.#phase(),
      missing_inputs: [...((await this.papers.uploads.missing()) ?? [])],
      segments: Number(data.segmentCount),
      delivered_segments: finishedSegments,
      accepted_segments: Number(vouched ?? data.acceptedSegments),
      result: result === undefined ? null : { sha256: result.sha256, bytes: result.bytes },
      problem: refusal ?? null,
    };
  }

  /** @throws DataPlaneError `too_many_requests` when this lease has enough readers */
  requireSeat(): void {
    if (this.#streams < STREAMS_AT_ONCE) return;
    throw new DataPlaneError(
      'too_many_requests',
      'This lease has enough readers.',
      'Close another one first.',
    );
  }

  /** Finished segments from `from` on as they come, then the end. */
  async *segmentEvents(from: number, signal: AbortSignal): AsyncGenerator<ServerEvent, void> {
    this.#streams += 1;
    try {
      yield* this.#segmentsFrom(from, AbortSignal.any([signal, this.context.signal]));
    } finally {
      this.#streams -= 1;
    }
  }

  async *#segmentsFrom(from: number, signal: AbortSignal): AsyncGenerator<ServerEvent, void> {
    for (let index = from; !signal.aborted;) {
      const next = this.lease.news.next();
      const segment = this.papers.segments.finished[index];
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

  #verifyVoucher(message: Uint8Array, signature: Uint8Array, latest: bigint): Promise<HeldVoucher> {
    const { located, data } = this.lease;
    return verifyVoucher(message, signature, {
      scope: sessionScope(this.context.chain.network, located),
      sessionKey: currentSessionKey(data),
      latest,
      startedAt: data.startedAt,
      rootOfFirst: (count) => this.work.rootOfFirst(count),
    });
  }

  /** What is rightly signed costs a write or a transaction; what is not was refused before. */
  #requirePace(): void {
    if (this.#messages.take(this.lease.address)) return;
    throw new DataPlaneError('too_many_requests', 'Too many messages.', 'Slow down and try again.');
  }

  #carry(lease: Located<Lease>, { action, argument }: SessionOrder, approval: Approval): Promise<Confirmed> {
    switch (action) {
      case OrderAction.accept:
        return this.transactions.carryAccept(lease, argument, approval);
      case OrderAction.stop:
        return this.transactions.carryStop(lease, approval);
      case OrderAction.cancel:
        return this.transactions.carryCancel(lease, approval);
      case OrderAction.ping:
        throw new DataPlaneError('bad_request', 'A ping is not carried.', 'Send it to the chain yourself.');
      case OrderAction.migrate:
        throw new DataPlaneError(
          'bad_request',
          'A migration is not carried by the provider that is left.',
          'Send it to the chain yourself.',
        );
    }
  }

  #phase(): LeasePhase {
    const { refusal, isGivenUp, checked, isChecking, result } = this.work;
    if (refusal !== undefined) return 'refused';
    if (isGivenUp) return 'failed';
    switch (this.lease.data.state) {
      case LeaseState.Open:
      case LeaseState.Accepted:
        if (checked !== undefined) return 'starting';
        return isChecking ? 'validating' : 'waiting_for_inputs';
      case LeaseState.Active:
        return result === undefined ? 'running' : 'finished';
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
    const { refusal, isGivenUp, isComplete, isRunning, result } = this.work;
    if (refusal !== undefined || isGivenUp) return true;
    if (isComplete) return result !== undefined;
    const { state } = this.lease.data;
    const isLive = state === LeaseState.Open || state === LeaseState.Accepted || state === LeaseState.Active;
    return !isLive && !isRunning;
  }

  #end(): EndEvent {
    const { result, finishedSegments, isComplete } = this.work;
    const root = this.work.rootOfFirst(finishedSegments);
    return {
      phase: this.#phase(),
      segments: finishedSegments,
      segments_root: root === undefined ? null : sha256FromBytes(root),
      result: isComplete && result !== undefined ? { sha256: result.sha256, bytes: result.bytes } : null,
    };
  }
}

function segmentEvent(segment: FinishedSegment): ServerEvent {
  return {
    event: 'segment',
    id: String(segment.index),
    data: wireJson({
      index: segment.index,
      units: segment.units,
      state_in: sha256FromBytes(segment.stateIn),
      operation_root: sha256FromBytes(segment.operationRoot),
      state_out: sha256FromBytes(segment.stateOut),
      leaf: sha256FromBytes(segment.leaf),
      output_sha256: segment.output.sha256,
      output_bytes: segment.output.bytes,
      state: segment.state ?? null,
    }),
  };
}
