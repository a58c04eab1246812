import { type Address } from '@solana/kit';

import { declaredLength, serveBlob, takeBlob } from '@/lib/blobs/blob-endpoint';
import { readAtMost } from '@/lib/blobs/byte-stream';
import { withCors } from '@/lib/blobs/cors';
import { DataPlaneError, errorResponse } from '@/lib/blobs/data-plane-error';
import { parseSha256Hex, type Sha256Hex } from '@/lib/blobs/digest';
import { type FolderStore } from '@/lib/blobs/folder-store';
import { claimedLease, verifyPermit } from '@/lib/blobs/permit';
import {
  claimedProvider,
  PROVIDER_RECORD_LIMIT_BYTES,
  verifyProviderRecord,
} from '@/lib/blobs/provider-record';
import { type BucketRate, TokenBuckets } from '@/lib/relay/token-bucket';

import { type ChainDirectory } from './chain-directory';

export interface StorageKeeperOptions {
  readonly store: FolderStore;
  readonly directory: Pick<ChainDirectory, 'network' | 'providerKeys' | 'leaseUploads'>;
  /** Whom to count an upload against. */
  readonly clientOf: (request: Request) => string;
  /** Largest blob taken for a lease. */
  readonly uploadBytes: number;
  /** A blob is kept this long after it was stored; its owner may send it again. */
  readonly keepMs: number;
  readonly uploads?: BucketRate;
  readonly nowMs?: () => number;
}

const DEFAULT_UPLOADS: BucketRate = { burst: 60, perSecond: 1 };
const ANYONE = '*';
/** Records that one provider may have here within the time a blob is kept. */
const RECORDS_PER_PROVIDER: BucketRate = { burst: 20, perSecond: 1 / 60 };

/**
 * Serves blobs to anyone who knows their hash, and takes them only from those the chain knows: a provider's signed
 * record, or a blob that the session key of a live lease permits.
 */
export class StorageKeeper {
  readonly #nowMs: () => number;
  readonly #perClient: TokenBuckets;
  readonly #perProvider: TokenBuckets;
  readonly #leaseBytes = new Map<Address, Map<Sha256Hex, number>>();

  constructor(private readonly options: StorageKeeperOptions) {
    this.#nowMs = options.nowMs ?? Date.now;
    this.#perClient = new TokenBuckets(options.uploads ?? DEFAULT_UPLOADS, 10_000, this.#nowMs);
    this.#perProvider = new TokenBuckets(RECORDS_PER_PROVIDER, 10_000, this.#nowMs);
  }

  /** @param name the last segment of `/api/blobs/<sha256>` */
  async handle(request: Request, name: string): Promise<Response> {
    if (request.method === 'OPTIONS') return withCors(new Response(null, { status: 204 }));
    return withCors(await this.#answer(request, name).catch(errorResponse));
  }

  /** Removes what was kept long enough. @returns bytes freed */
  collectGarbage(): Promise<number> {
    return this.options.store.collectGarbage(() => false, this.#nowMs() - this.options.keepMs);
  }

  async #answer(request: Request, name: string): Promise<Response> {
    const hash = parseSha256Hex(name);
    if (request.method === 'GET' || request.method === 'HEAD')
      return serveBlob(request, this.options.store, hash);
    if (request.method !== 'PUT') {
      throw new DataPlaneError(
        'method_not_allowed',
        'A blob can be read or stored.',
        'Use GET, HEAD or PUT.',
      );
    }
    for (const key of [this.options.clientOf(request), ANYONE]) {
      if (!this.#perClient.take(key)) {
        throw new DataPlaneError('too_many_requests', 'Too many uploads.', 'Slow down and try again.');
      }
    }
    return request.headers.has('authorization')
      ? this.#takeForLease(request, hash)
      : this.#takeRecord(request, hash);
  }

  async #takeRecord(request: Request, hash: Sha256Hex): Promise<Response> {
    if (declaredLength(request.headers) > PROVIDER_RECORD_LIMIT_BYTES) {
      throw new DataPlaneError(
        'unauthorized',
        'Only a provider record, or a blob with a permit, can be stored here.',
        "Send the permit of a lease's session key.",
      );
    }
    const bytes = await readAtMost(request.body, PROVIDER_RECORD_LIMIT_BYTES);
    const { directory, store } = this.options;
    const provider = claimedProvider(bytes);
    const keys = await directory.providerKeys(provider);
    if (keys === undefined) {
      throw new DataPlaneError(
        'not_found',
        'The chain knows no such provider.',
        'Register the provider first.',
      );
    }
    await verifyProviderRecord(await directory.network(), bytes, [keys.workerKey, keys.authority]);
    if (!this.#perProvider.take(provider)) {
      throw new DataPlaneError(
        'too_many_requests',
        'This provider changed its record too often.',
        'Try later.',
      );
    }
    const { created } = await store.putBytes(hash, bytes);
    return Response.json({ sha256: hash, bytes: bytes.byteLength }, { status: created ? 201 : 200 });
  }

  async #takeForLease(request: Request, sha256: Sha256Hex): Promise<Response> {
    const header = request.headers.get('authorization');
    const lease = claimedLease(header);
    const uploads = await this.options.directory.leaseUploads(lease);
    if (uploads === undefined || !uploads.isLive) {
      throw new DataPlaneError('not_found', 'The chain knows no such open lease.', 'Open the lease first.');
    }
    const now = BigInt(Math.floor(this.#nowMs() / 1000));
    const permit = await verifyPermit(header, {
      scope: uploads.scope,
      sessionKey: uploads.sessionKey,
      sha256,
      now,
    });
    const bytes = Number(permit.sizeBytes);
    const counted = this.#leaseBytes.get(lease) ?? new Map<Sha256Hex, number>();
    const total = [...counted.entries()].reduce(
      (sum, [name, size]) => sum + (name === sha256 ? 0 : size),
      bytes,
    );
    if (bytes > this.options.uploadBytes || total > Number(uploads.inputBytes)) {
      throw new DataPlaneError('too_large', 'This lease may not store that much here.', 'Send less.');
    }
    counted.set(sha256, bytes);
    this.#leaseBytes.set(lease, counted);
    return takeBlob(request, this.options.store, sha256, bytes);
  }
}
