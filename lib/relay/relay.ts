import { type Address, isAddress } from '@solana/kit';

import { withCors } from '@/lib/blobs/cors';
import { DataPlaneError, errorResponse } from '@/lib/blobs/data-plane-error';
import { type SignedNetwork, toBase64 } from '@/lib/blobs/signed-bytes';

import { DEFAULT_RELAY_LIMITS, type RelayLimits } from './relay-limits';
import { TokenBuckets } from './token-bucket';
import { WorkerConnection } from './worker-connection';
import { WorkerLogins } from './worker-login';

export interface RelayOptions {
  readonly network: SignedNetwork;
  /** This relay's origin as workers address it; a login signed for another origin is refused. */
  readonly originOf: (request: Request) => string;
  /** The worker key that the chain names for a provider, or undefined when there is no such provider. */
  readonly workerKeyOf: (provider: Address) => Promise<Address | undefined>;
  /** Whom to count a request against, e.g. the peer's address. */
  readonly clientOf: (request: Request) => string;
  readonly limits?: Partial<RelayLimits>;
  readonly nowMs?: () => number;
}

const ANYONE = '*';
const LONGEST_PATH_CHARACTERS = 2048;

/**
 * Carries requests from renters to workers that have no open port. It keeps nothing and proves nothing: a relay that
 * lies or drops is noticed by the hashes and signatures at both ends, and replaced.
 */
export class Relay {
  readonly #connections = new Map<Address, WorkerConnection>();
  readonly #limits: RelayLimits;
  readonly #logins: WorkerLogins;
  readonly #perClient: TokenBuckets;
  readonly #perWorker: TokenBuckets;
  readonly #loginsPerClient: TokenBuckets;
  readonly #loginsOfAll: TokenBuckets;

  constructor(private readonly options: RelayOptions) {
    const nowMs = options.nowMs ?? Date.now;
    this.#limits = { ...DEFAULT_RELAY_LIMITS, ...options.limits };
    this.#logins = new WorkerLogins(nowMs);
    this.#perClient = new TokenBuckets(this.#limits.perClient, 10_000, nowMs);
    this.#perWorker = new TokenBuckets(this.#limits.perWorker, 10_000, nowMs);
    this.#loginsPerClient = new TokenBuckets(this.#limits.loginsPerClient, 10_000, nowMs);
    this.#loginsOfAll = new TokenBuckets(this.#limits.loginsOfAll, 1, nowMs);
  }

  /** Ends every connection. */
  close(): void {
    for (const connection of this.#connections.values()) connection.close();
    this.#connections.clear();
  }

  /** @param path the decoded path segments after `/api/relay` */
  async handle(request: Request, path: readonly string[]): Promise<Response> {
    if (path[0] === 'worker') return this.#worker(request, path.slice(1)).catch(errorResponse);
    if (request.method === 'OPTIONS') return withCors(new Response(null, { status: 204 }));
    return withCors(await this.#renter(request, path).catch(errorResponse));
  }

  async #renter(request: Request, [providerText = '', ...rest]: readonly string[]): Promise<Response> {
    const provider = addressOf(providerText);
    this.#take(this.#perClient, this.options.clientOf(request));
    this.#take(this.#perWorker, provider);
    if (!['GET', 'HEAD', 'PUT', 'POST'].includes(request.method)) throw noSuchMethod();
    const path = `/${rest.map(encodeURIComponent).join('/')}${new URL(request.url).search}`;
    if (rest[0] !== 'v1' || path.length > LONGEST_PATH_CHARACTERS) throw noSuchPath();
    if (Number(request.headers.get('content-length') ?? 0) > this.#limits.requestBytes) {
      throw new DataPlaneError(
        'too_large',
        `This relay carries at most ${this.#limits.requestBytes} bytes.`,
        "Use the provider's own address, or another relay.",
      );
    }
    const connection = this.#connections.get(provider);
    if (connection === undefined) {
      throw new DataPlaneError(
        'unavailable',
        'This worker is not connected to this relay.',
        'Try again in a moment, or use its other addresses.',
      );
    }
    return connection.forward(request, path);
  }

  async #worker(request: Request, path: readonly string[]): Promise<Response> {
    const [providerText = '', subject, id = '', part] = path;
    const provider = addressOf(providerText);
    const asked = `${request.method} ${subject ?? ''}${part === undefined ? '' : `/${part}`}`;
    if (asked === 'POST challenge') {
      this.#take(this.#loginsPerClient, this.options.clientOf(request));
      return Response.json({ challenge: toBase64(this.#logins.issue(provider)) });
    }
    if (asked === 'GET ') return this.#connect(request, provider);
    const connection = this.#connections.get(provider);
    if (connection === undefined) throw notConnected();
    if (asked === 'GET requests/body') return connection.bodyOf(id, request.headers.get('authorization'));
    if (asked === 'POST requests') return connection.takeAnswer(id, request);
    throw noSuchPath();
  }

  async #connect(request: Request, provider: Address): Promise<Response> {
    this.#take(this.#loginsPerClient, this.options.clientOf(request));
    this.#take(this.#loginsOfAll, ANYONE);
    const workerKey = await this.options.workerKeyOf(provider);
    if (workerKey === undefined) {
      throw new DataPlaneError(
        'not_found',
        'The chain knows no such provider.',
        'Register the provider first.',
      );
    }
    const scope = { network: this.options.network, provider, origin: this.options.originOf(request) };
    await this.#logins.verify(request.headers.get('authorization'), scope, workerKey);
    this.#forgetClosed();
    const previous = this.#connections.get(provider);
    if (previous === undefined && this.#connections.size >= this.#limits.workers) {
      throw new DataPlaneError('unavailable', 'This relay is full.', 'Use another relay.');
    }
    previous?.close();
    const connection = new WorkerConnection(this.#limits);
    this.#connections.set(provider, connection);
    return connection.response();
  }

  #forgetClosed(): void {
    for (const [provider, connection] of this.#connections) {
      if (!connection.isOpen) this.#connections.delete(provider);
    }
  }

  #take(buckets: TokenBuckets, key: string): void {
    if (buckets.take(key)) return;
    throw new DataPlaneError('too_many_requests', 'Too many requests.', 'Slow down and try again.');
  }
}

function addressOf(text: string): Address {
  if (isAddress(text)) return text;
  throw noSuchPath();
}

const noSuchPath = (): DataPlaneError =>
  new DataPlaneError('not_found', 'There is nothing at this path.', 'See docs/contracts.md §5.');

const noSuchMethod = (): DataPlaneError =>
  new DataPlaneError('method_not_allowed', 'This method is not carried.', 'Use GET, HEAD, PUT or POST.');

const notConnected = (): DataPlaneError =>
  new DataPlaneError('unauthorized', 'This worker is not connected.', 'Connect again.');
