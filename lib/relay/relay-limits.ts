import { type BucketRate } from './token-bucket';

/** What one relay carries. Sizes in bytes, times in milliseconds. */
export interface RelayLimits {
  readonly workers: number;
  readonly requestsPerWorker: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** From the request to the head of the answer, the upload included. */
  readonly answerWithinMs: number;
  /** The longest silence within a body. */
  readonly quietMs: number;
  /** The longest body. Shorter than the five minutes after which common servers cut a request; readers resume. */
  readonly bodyMs: number;
  readonly keepAliveMs: number;
  readonly perClient: BucketRate;
  readonly perWorker: BucketRate;
  readonly loginsPerClient: BucketRate;
  /** Each asks the chain for the worker's key. Far above one client's share, so that none can lock all workers out. */
  readonly loginsOfAll: BucketRate;
}

export const DEFAULT_RELAY_LIMITS: RelayLimits = {
  workers: 1000,
  requestsPerWorker: 64,
  requestBytes: 256 * 1024 * 1024,
  responseBytes: 1024 * 1024 * 1024,
  answerWithinMs: 120_000,
  quietMs: 45_000,
  bodyMs: 240_000,
  keepAliveMs: 15_000,
  perClient: { burst: 400, perSecond: 100 },
  perWorker: { burst: 2000, perSecond: 500 },
  loginsPerClient: { burst: 60, perSecond: 2 },
  loginsOfAll: { burst: 2000, perSecond: 50 },
};
