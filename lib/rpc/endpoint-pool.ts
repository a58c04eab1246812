import { backoffMs, type BackoffRange } from './backoff';

/** What is known about one RPC endpoint, for a status page. */
export interface EndpointHealth {
  /** Origin only: the path or query of an RPC address may hold an access key. */
  readonly endpoint: string;
  readonly state: 'unproven' | 'healthy' | 'resting' | 'refused';
  readonly failuresInARow: number;
  /** Smoothed time of an answer in milliseconds; null before the first. */
  readonly answerMs: number | null;
  /** Newest slot this endpoint answered for. */
  readonly newestSlot: bigint | null;
}

export interface Endpoint {
  readonly url: string;
  readonly origin: string;
  /** The endpoint has shown the genesis hash of our network since it last failed. */
  onNetwork: boolean;
  /** It belongs to another network and is never asked again. */
  refused: boolean;
  failuresInARow: number;
  restsUntilMs: number;
  answerMs: number | null;
  newestSlot: bigint | null;
}

const restRange: BackoffRange = { firstMs: 200, mostMs: 4_000 };
const restWhenRateLimitedMs = 1_000;
const longestRestMs = 60_000;

/** Endpoints in order of preference; failing ones rest for a growing while. */
export class EndpointPool {
  readonly endpoints: readonly Endpoint[];

  constructor(urls: readonly string[]) {
    this.endpoints = urls.map((url) => ({
      url,
      origin: new URL(url).origin,
      onNetwork: false,
      refused: false,
      failuresInARow: 0,
      restsUntilMs: 0,
      answerMs: null,
      newestSlot: null,
    }));
  }

  /** The preferred endpoint that may be asked now, or how long until one may; null when all are refused. */
  pick(nowMs: number): { readonly endpoint: Endpoint } | { readonly waitMs: number } | null {
    const usable = this.endpoints.filter((endpoint) => !endpoint.refused);
    const ready = usable.find((endpoint) => endpoint.restsUntilMs <= nowMs);
    if (ready !== undefined) return { endpoint: ready };
    if (usable.length === 0) return null;
    return { waitMs: Math.min(...usable.map((endpoint) => endpoint.restsUntilMs)) - nowMs };
  }

  succeeded(endpoint: Endpoint, tookMs: number, slot: bigint | null): void {
    endpoint.failuresInARow = 0;
    endpoint.restsUntilMs = 0;
    endpoint.answerMs = endpoint.answerMs === null ? tookMs : endpoint.answerMs * 0.8 + tookMs * 0.2;
    if (slot !== null && (endpoint.newestSlot === null || slot > endpoint.newestSlot))
      endpoint.newestSlot = slot;
  }

  /** `onNetwork` is asked for again, since what comes back may be another chain. */
  failed(endpoint: Endpoint, nowMs: number): void {
    endpoint.onNetwork = false;
    this.fellBehind(endpoint, nowMs);
  }

  fellBehind(endpoint: Endpoint, nowMs: number): void {
    endpoint.failuresInARow += 1;
    endpoint.restsUntilMs = nowMs + backoffMs(endpoint.failuresInARow, restRange);
  }

  rateLimited(endpoint: Endpoint, nowMs: number, retryAfterMs: number | null): void {
    endpoint.failuresInARow += 1;
    const restMs = retryAfterMs ?? restWhenRateLimitedMs * Math.min(2 ** endpoint.failuresInARow, 16);
    endpoint.restsUntilMs = nowMs + Math.min(restMs, longestRestMs);
  }

  health(nowMs: number): readonly EndpointHealth[] {
    return this.endpoints.map((endpoint) => ({
      endpoint: endpoint.origin,
      state: stateOf(endpoint, nowMs),
      failuresInARow: endpoint.failuresInARow,
      answerMs: endpoint.answerMs,
      newestSlot: endpoint.newestSlot,
    }));
  }
}

function stateOf(endpoint: Endpoint, nowMs: number): EndpointHealth['state'] {
  if (endpoint.refused) return 'refused';
  if (endpoint.restsUntilMs > nowMs) return 'resting';
  return endpoint.answerMs === null ? 'unproven' : 'healthy';
}
