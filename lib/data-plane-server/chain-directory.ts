import { type Address, getBase58Encoder } from '@solana/kit';

import { type SignedNetwork } from '@/lib/blobs/signed-bytes';
import { type SessionScope } from '@/lib/domain/session-message';
import {
  fetchMaybeLease,
  fetchMaybeProvider,
  LeaseState,
  PYRONET_PROGRAM_ADDRESS,
} from '@/lib/pyronet/generated';
import { type ChainClient } from '@/lib/rpc/chain-client';

export interface ProviderKeys {
  readonly authority: Address;
  readonly workerKey: Address;
}

/** What an upload for a lease is checked against. */
export interface LeaseUploads {
  readonly scope: SessionScope;
  readonly sessionKey: Address;
  /** False once the lease is settled: nothing more is taken for it. */
  readonly isLive: boolean;
  /** The most its inputs may take together. */
  readonly inputBytes: bigint;
}

/** Looks keys up on the chain. An answer is reused for `rememberMs`, so that a flood of requests is not a flood of reads. */
export class ChainDirectory {
  readonly #remembered = new Map<string, { readonly answer: Promise<unknown>; readonly untilMs: number }>();

  constructor(
    private readonly client: ChainClient,
    private readonly rememberMs = 5_000,
    private readonly capacity = 10_000,
  ) {}

  async network(): Promise<SignedNetwork> {
    const genesisHash = Uint8Array.from(getBase58Encoder().encode(await this.client.genesisHash()));
    return { genesisHash, programAddress: PYRONET_PROGRAM_ADDRESS };
  }

  /** @throws RpcError when the chain cannot be asked */
  providerKeys(provider: Address): Promise<ProviderKeys | undefined> {
    return this.#remember(`provider ${provider}`, async () => {
      const account = await fetchMaybeProvider(this.client.rpc, provider, { commitment: 'confirmed' });
      if (!account.exists || account.programAddress !== PYRONET_PROGRAM_ADDRESS) return undefined;
      return { authority: account.data.authority, workerKey: account.data.workerKey };
    });
  }

  /** @throws RpcError when the chain cannot be asked */
  leaseUploads(lease: Address): Promise<LeaseUploads | undefined> {
    return this.#remember(`lease ${lease}`, async () => {
      const account = await fetchMaybeLease(this.client.rpc, lease, { commitment: 'confirmed' });
      if (!account.exists || account.programAddress !== PYRONET_PROGRAM_ADDRESS) return undefined;
      const { openedSlot, sessionEpoch, sessionKey, state, inputBytes } = account.data;
      return {
        scope: { ...(await this.network()), lease, openedSlot, sessionEpoch },
        sessionKey,
        isLive: state !== LeaseState.Settled && state !== LeaseState.None,
        inputBytes,
      };
    });
  }

  #remember<Answer>(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const now = this.client.clock.now();
    const known = this.#remembered.get(key);
    if (known !== undefined && known.untilMs > now) return known.answer as Promise<Answer>;
    const answer = ask();
    this.#remembered.delete(key);
    this.#remembered.set(key, { answer, untilMs: now + this.rememberMs });
    answer.catch(() => this.#remembered.delete(key));
    const oldest = this.#remembered.keys().next();
    if (this.#remembered.size > this.capacity && oldest.done !== true) this.#remembered.delete(oldest.value);
    return answer;
  }
}
