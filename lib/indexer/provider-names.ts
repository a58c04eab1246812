import { sha256FromBytes } from '@/lib/blobs/digest';
import { PROVIDER_RECORD_LIMIT_BYTES, verifyProviderRecord } from '@/lib/blobs/provider-record';
import { type SignedNetwork } from '@/lib/blobs/signed-bytes';
import { readableText } from '@/lib/domain/stranger-text';
import { type Provider } from '@/lib/pyronet/generated';

import { type Seen } from './rows';

/** The bytes of a blob by its name; rejects where it is not stored. */
export type ReadBlob = (name: ReturnType<typeof sha256FromBytes>, limitBytes: number) => Promise<Uint8Array>;

const namesHeld = 20_000;

/** What providers call themselves in their signed records. A record that is missing or wrong gives no name. */
export class ProviderNames {
  readonly #names = new Map<string, string>();

  constructor(
    private readonly network: SignedNetwork,
    private readonly readBlob: ReadBlob,
  ) {}

  /** The name if its record was read before; empty otherwise. */
  of({ data }: Seen<Provider>): string {
    return this.#names.get(keyOf(data)) ?? '';
  }

  isKnown({ data }: Seen<Provider>): boolean {
    return data.recordHash.every((byte) => byte === 0) || this.#names.has(keyOf(data));
  }

  /** Reads the record. @returns whether the name is known now */
  async read(provider: Seen<Provider>): Promise<boolean> {
    const { data, address } = provider;
    try {
      const bytes = await this.readBlob(
        sha256FromBytes(Uint8Array.from(data.recordHash)),
        PROVIDER_RECORD_LIMIT_BYTES,
      );
      const record = await verifyProviderRecord(this.network, bytes, [data.workerKey, data.authority]);
      if (record.provider !== address) return false;
      if (this.#names.size >= namesHeld) this.#names.clear();
      this.#names.set(keyOf(data), readableText(record.name));
      return true;
    } catch {
      return false;
    }
  }
}

/** A name belongs to a record and to the keys that signed it. */
function keyOf({ recordHash, workerKey, authority }: Provider): string {
  return `${authority} ${workerKey} ${Buffer.from(recordHash).toString('hex')}`;
}
