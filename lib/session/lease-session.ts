import { type Address, getBase58Encoder } from '@solana/kit';

import { type Engine } from '@/lib/engine/engine';
import { type Lease } from '@/lib/pyronet/generated';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { decide } from './decide';
import { Delivery } from './delivery';
import { keepVouching } from './keep-vouching';
import { LeaseView } from './lease-view';
import { Pulse } from './pulse';
import { receiveSegments } from './receive-segments';
import { type SessionEvent, type SessionOutcome } from './session-event';
import { type SessionLife } from './session-life';
import { type SessionRecord } from './session-record';
import { type SignedOrder } from './signed-order';
import { type SpotCheckPolicy } from './spot-check';
import { WorkerLink } from './worker-link';

export interface LeaseSessionOptions {
  readonly client: ChainClient;
  readonly programAddress: Address;
  readonly provider: Address;
  readonly record: SessionRecord;
  readonly store: KeyValueStore;
  readonly engine: Pick<Engine, 'plan' | 'verifySegment'>;
  /** Canonical job and input bytes. */
  readonly job: Uint8Array;
  readonly input: Uint8Array;
  /** Addresses at which the worker may be reached, best first; asked again after every loss. */
  readonly workerAddresses: () => Promise<readonly string[]>;
  /** Default: one segment in twenty, and at least two. */
  readonly spotChecks?: SpotCheckPolicy;
  /**
   * Carries an order to the chain when the worker does not: the renter's wallet then pays the network fee. Resolves to
   * null, or to a sentence that says why not.
   */
  readonly submitOrder?: (signed: SignedOrder, lease: Lease) => Promise<string | null>;
  readonly onEvent?: (event: SessionEvent) => void;
  /** Default true. A session that does not lead watches the same lease and signs, uploads and orders nothing. */
  readonly leads?: boolean;
  /** How often the worker is asked for a sign of life and given a voucher, in milliseconds (default 3,000). */
  readonly voucherEveryMs?: number;
}

const defaultSpotChecks: SpotCheckPolicy = { sharePpm: 50_000, atLeast: 2 };

/**
 * The renter's side of one Run lease, from the upload to the accepted result.
 *
 * It follows the chain for what is true and the worker for what is delivered, signs vouchers for no more than it saw,
 * outlives dropped connections, dead workers and a network that is down, and can be made again from its record.
 */
export class LeaseSession {
  #stopWanted = false;
  readonly #pulse: Pulse;

  constructor(private readonly options: LeaseSessionOptions) {
    this.#pulse = new Pulse(options.client.clock);
  }

  /** Ends the lease: billing stops at the chain's present second. `run` resolves when the chain has settled it. */
  stop(): void {
    this.#stopWanted = true;
    this.#pulse.beat();
  }

  /**
   * Goes through the lease once.
   *
   * @param leave when raised, the session ends without stopping the lease
   * @throws EngineError when the job cannot be planned, RpcError when the chain cannot be asked at the beginning
   */
  async run(leave: AbortSignal = new AbortController().signal): Promise<SessionOutcome> {
    const ended = new AbortController();
    const life = await this.#begin(AbortSignal.any([ended.signal, leave]));
    const parts = [receiveSegments(life), keepVouching(life)];
    try {
      return await decide(life, () => this.#stopWanted);
    } finally {
      ended.abort();
      this.#pulse.beat();
      life.view.close();
      await Promise.all(parts);
    }
  }

  async #begin(signal: AbortSignal): Promise<SessionLife> {
    const { options } = this;
    const { client, engine, job, input, record, programAddress, provider } = options;
    const emit = (event: SessionEvent): void => options.onEvent?.(event);
    const genesisHash = Uint8Array.from(getBase58Encoder().encode(await client.genesisHash()));
    const plan = await engine.plan({ job, input });
    const view = new LeaseView(client, record.lease, programAddress, (onChain) => {
      if (onChain.kind === 'present') emit({ type: 'lease', lease: onChain.lease });
      this.#pulse.beat();
    });
    const delivery = new Delivery({
      engine,
      job,
      input,
      plan,
      spotChecks: options.spotChecks ?? defaultSpotChecks,
      earlier: record.signed,
      onDelivered: (delivered) => emit({ type: 'delivered', ...delivered }),
      onRechecked: (index, matches) => emit({ type: 'rechecked', index, matches }),
      onChange: this.#pulse.beat,
      signal,
    });
    if (record.refused !== null) delivery.refuse(record.refused);
    const worker = new WorkerLink({
      addresses: options.workerAddresses,
      expected: { network: { genesisHash, programAddress }, provider },
      clock: client.clock,
      onEvent: emit,
      signal,
    });
    return { options, genesisHash, plan, view, delivery, worker, pulse: this.#pulse, signal, emit, record };
  }
}
