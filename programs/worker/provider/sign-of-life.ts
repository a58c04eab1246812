import { type Address, type KeyPairSigner } from '@solana/kit';

import { beatProvider } from '@/lib/actions/beat-provider';
import { fetchProvider } from '@/lib/pyronet/generated';

import { type ChainClock } from '../chain/chain-clock';
import { type WorkerChain } from '../chain/worker-chain';
import { planOf } from './onboarding-request';

/**
 * Says on chain that the provider serves for a while, as briefly as the network allows: the shorter, the sooner its offers
 * vanish when the machine is gone.
 */
export class SignOfLife {
  /** Unix seconds; as read from the chain or announced by us. */
  #liveUntil: bigint | undefined;

  constructor(
    private readonly chain: WorkerChain,
    private readonly clock: ChainClock,
    private readonly worker: KeyPairSigner,
    private readonly provider: Address,
  ) {}

  /** Announces it again once a third of the time has passed, by the chain's clock. @throws WorkerError, RpcError */
  async renew(): Promise<void> {
    const { network, client } = this.chain;
    const { unixSeconds: now } = await this.clock.now();
    const liveForSeconds = network.params.liveForMinS;
    this.#liveUntil ??= (
      await fetchProvider(client.rpc, this.provider, { commitment: 'confirmed' })
    ).data.liveUntil;
    if (this.#liveUntil - now > BigInt(Math.floor((liveForSeconds * 2) / 3))) return;
    const beat = await beatProvider({
      network,
      worker: this.worker,
      provider: this.provider,
      liveForSeconds,
    });
    await this.chain.again('beat', this.worker, planOf(beat).instructions);
    this.#liveUntil = now + BigInt(liveForSeconds);
  }
}
