import { isAddress } from '@solana/kit';

import { serveBlob, takeBlob } from '@/lib/blobs/blob-endpoint';
import { readJson } from '@/lib/blobs/byte-stream';
import { withCors } from '@/lib/blobs/cors';
import { DataPlaneError, errorResponse } from '@/lib/blobs/data-plane-error';
import { parseSha256Hex } from '@/lib/blobs/digest';
import { eventStreamResponse } from '@/lib/blobs/event-stream';
import { type FolderStore } from '@/lib/blobs/folder-store';
import { orderMessage, voucherMessage, wireJson, type WorkerInfo } from '@/lib/blobs/lease-messages';
import { fromBase64 } from '@/lib/blobs/signed-bytes';
import { type BucketRate, TokenBuckets } from '@/lib/relay/token-bucket';

import { type LeaseDesk } from '../lease/lease-desk';
import { type LeaseDoor } from '../lease/lease-door';
import { type Log, problemFacts } from '../log';

export interface WorkerEndpointOptions {
  /** Path below which it is reached directly; a relay leaves it out. */
  readonly base: string;
  readonly desk: Pick<LeaseDesk, 'find'>;
  readonly store: FolderStore;
  readonly info: () => Promise<WorkerInfo>;
  readonly log: Log;
}

const MESSAGE_BYTES = 8 * 1024;
const KEEP_ALIVE_MS = 15_000;
/** All renters together; each upload and message is also checked against its lease. */
const REQUESTS: BucketRate = { burst: 4000, perSecond: 1000 };
const ANYONE = '*';

/** What a worker answers to renters, directly and through relays (docs/contracts.md §5). */
export class WorkerEndpoint {
  readonly #requests = new TokenBuckets(REQUESTS, 1, Date.now);

  constructor(private readonly options: WorkerEndpointOptions) {}

  async handle(request: Request): Promise<Response> {
    if (request.method === 'OPTIONS') return withCors(new Response(null, { status: 204 }));
    const response = await this.#answer(request).catch((error: unknown) => {
      if (!(error instanceof DataPlaneError))
        this.options.log.warn('a request could not be answered', problemFacts(error));
      return errorResponse(error);
    });
    return withCors(response);
  }

  async #answer(request: Request): Promise<Response> {
    if (!this.#requests.take(ANYONE)) throw tooMany();
    const { pathname: asked, searchParams } = new URL(request.url);
    const { base } = this.options;
    const pathname = asked.startsWith(`${base}/`) ? asked.slice(base.length) : asked;
    const [version, subject, id = '', part = '', name = '', ...rest] = pathname.slice(1).split('/');
    if (version !== 'v1' || rest.length > 0) throw noSuchPath();
    if (subject === 'info' && id === '') return this.#read(request, await this.options.info());
    if (subject !== 'leases' || !isAddress(id)) throw noSuchPath();
    const lease = (await this.options.desk.find(id))?.door;
    if (lease === undefined) throw noSuchLease();
    switch (`${part}${name === '' ? '' : '/'}`) {
      case 'blobs/':
        return this.#blob(request, lease, name);
      case 'status':
        return this.#read(request, await lease.status());
      case 'segments':
        return this.#segments(request, lease, searchParams);
      case 'vouchers':
        return this.#voucher(request, lease);
      case 'orders':
        return this.#order(request, lease);
      default:
        throw noSuchPath();
    }
  }

  async #blob(request: Request, lease: LeaseDoor, name: string): Promise<Response> {
    const { store } = this.options;
    const sha256 = parseSha256Hex(name);
    if (request.method === 'GET' || request.method === 'HEAD') {
      if (lease.holds(sha256)) return serveBlob(request, store, sha256);
      throw new DataPlaneError('not_found', 'This lease has no such blob.', 'See its status.');
    }
    requireMethod(request, 'PUT');
    return lease.takeUpload(request.headers.get('authorization'), sha256, (bytes) =>
      takeBlob(request, store, sha256, bytes),
    );
  }

  #segments(request: Request, lease: LeaseDoor, query: URLSearchParams): Response {
    requireMethod(request, 'GET');
    lease.requireSeat();
    const from = firstSegment(query.get('from'), request.headers.get('last-event-id'));
    return eventStreamResponse((signal) => lease.segmentEvents(from, signal), KEEP_ALIVE_MS);
  }

  async #voucher(request: Request, lease: LeaseDoor): Promise<Response> {
    requireMethod(request, 'POST');
    const message = voucherMessage.safeParse(await readJson(request, MESSAGE_BYTES));
    if (!message.success) throw badMessage('{ "voucher", "signature" }');
    const kept = await lease.takeVoucher(bytes(message.data.voucher), bytes(message.data.signature));
    return json({
      served_until: kept.servedUntil,
      covered_s: kept.coveredSeconds,
      delivered_segments: kept.deliveredSegments,
      accepted_segments: kept.acceptedSegments,
    });
  }

  async #order(request: Request, lease: LeaseDoor): Promise<Response> {
    requireMethod(request, 'POST');
    const message = orderMessage.safeParse(await readJson(request, MESSAGE_BYTES));
    if (!message.success) throw badMessage('{ "order", "signature" }');
    const transaction = await lease.carryOrder(bytes(message.data.order), bytes(message.data.signature));
    return json({ transaction });
  }

  #read(request: Request, body: unknown): Response {
    requireMethod(request, 'GET');
    return json(body);
  }
}

const json = (body: unknown): Response =>
  new Response(wireJson(body), {
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });

const bytes = (base64: string): Uint8Array => fromBase64(base64) ?? new Uint8Array();

/** `from=N`, or what comes after the last event that a reconnecting reader has seen. */
function firstSegment(from: string | null, lastEventId: string | null): number {
  if (lastEventId !== null && /^\d{1,9}$/.test(lastEventId)) return Number(lastEventId) + 1;
  if (/^\d{1,9}$/.test(from ?? '0')) return Number(from ?? '0');
  throw new DataPlaneError('bad_request', 'from is the index of a segment.', 'Send from=0 for all.');
}

function requireMethod(request: Request, method: string): void {
  if (request.method === method) return;
  throw new DataPlaneError('method_not_allowed', `This path takes ${method}.`, 'See docs/contracts.md §5.');
}

const badMessage = (form: string): DataPlaneError =>
  new DataPlaneError('bad_request', `The body must be ${form}, in base64.`, 'See docs/contracts.md §5.');

const noSuchPath = (): DataPlaneError =>
  new DataPlaneError('not_found', 'There is nothing at this path.', 'See docs/contracts.md §5.');

const noSuchLease = (): DataPlaneError =>
  new DataPlaneError(
    'not_found',
    'This worker serves no such lease.',
    'Check provider and lease, or wait a moment.',
  );

const tooMany = (): DataPlaneError =>
  new DataPlaneError('too_many_requests', 'Too many requests.', 'Slow down and try again.');
