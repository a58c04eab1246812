import { sha256FromBytes } from '@/lib/blobs/digest';
import { PROVIDER_RECORD_LIMIT_BYTES, verifyProviderRecord } from '@/lib/blobs/provider-record';
import { type SignedNetwork } from '@/lib/blobs/signed-bytes';
import { readableText } from '@/lib/domain/stranger-text';
import { type Provider } from '@/lib/pyronet/generated';

import { type Seen } from './rows';

/** The bytes of a blob by its name; rejects where it is not stored. */
export type ReadBlob = (name: ReturnType<typeof sha256FromBytes>, limitBytes: number) => Promise<Uint8Array>;

const firstWaitMs = 2_000;
const longestWaitMs = 300_000;
/** Characters; the same as a record may have. */
const longestName = 64;
const namesHeld = 50_000;

/** A record that was looked for: the name it gave, or when to look again. */
type Found =
  { readonly name: string } | { readonly name: null; readonly waitMs: number; readonly nextMs: number };

/** What providers call themselves in their signed records. A record that is missing or wrong gives no name. */
export class ProviderNames {
  readonly #found = new Map<string, Found>();

  constructor(
    private readonly network: SignedNetwork,
    private readonly readBlob: ReadBlob,
  ) {}

  /** The name if its record was read before; empty otherwise. */
  of({ data }: Seen<Provider>): string {
    return this.#found.get(keyOf(data))?.name ?? '';
  }

  /**
   * Looks for records that were not found yet, each after a growing wait: a machine publishes its record after the chain
   * names it, or never.
   *
   * @returns providers whose name is known now
   */
  async readMissing(providers: Iterable<Seen<Provider>>, nowMs: number): Promise<readonly Seen<Provider>[]> {
    const named: Seen<Provider>[] = [];
    for (const provider of [...providers]) {
      const key = keyOf(provider.data);
      const found = this.#found.get(key);
      const isDue = found === undefined || (found.name === null && found.nextMs <= nowMs);
      if (!isDue || provider.data.recordHash.every((byte) => byte === 0)) continue;
      const name = await this.#read(provider);
      const waitMs = found?.name === null ? Math.min(found.waitMs * 2, longestWaitMs) : firstWaitMs;
      if (this.#found.size >= namesHeld) this.#found.clear();
      this.#found.set(key, name === null ? { name, waitMs, nextMs: nowMs + waitMs } : { name });
      if (name !== null) named.push(provider);
    }
    return named;
  }

  async #read({ data, address }: Seen<Provider>): Promise<string | null> {
    try {
      const blob = sha256FromBytes(Uint8Array.from(data.recordHash));
      const bytes = await this.readBlob(blob, PROVIDER_RECORD_LIMIT_BYTES);
      const record = await verifyProviderRecord(this.network, bytes, [data.workerKey, data.authority]);
      return record.provider === address ? readableText(record.name, longestName) : null;
    } catch {
      // Missing, too long, malformed or signed by somebody else: the provider has no name.
      return null;
    }
  }
}

/** A name belongs to a record and to the keys that signed it. */
function keyOf({ recordHash, workerKey, authority }: Provider): string {
  return `${authority} ${workerKey} ${Buffer.from(recordHash).toString('hex')}`;
}
