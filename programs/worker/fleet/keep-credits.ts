import { creditReputation } from '@/lib/actions/credit-reputation';
import { type CreditTerms, isCreditDue } from '@/lib/actions/due/credit';
import { type Located } from '@/lib/actions/plan';
import { type ChainInstant } from '@/lib/domain/deadline';
import { rentExemptLamports } from '@/lib/domain/rent';
import {
  fetchGpuClassFromSeeds,
  fetchMaybePair,
  fetchParams,
  findPairPda,
  getPairSize,
  type Lease,
  LeaseState,
  type ReputationValues,
} from '@/lib/pyronet/generated';

import { type WorkerChain } from '../chain/worker-chain';
import { type Log } from '../log';
import { type Cranker } from './cranker';

/**
 * Lets the fees of leases count toward their providers' reputation, once each is settled and paid. Nobody is tipped for
 * it, and the first of a provider and a renter deposits the rent of their pair. @throws WorkerError, RpcError
 */
export async function keepCredits(
  chain: WorkerChain,
  cranker: Cranker,
  leases: Iterable<Located<Lease>>,
  termsOf: CreditTermsOf,
  now: ChainInstant,
  log: Log,
): Promise<void> {
  for (const lease of leases) {
    if (lease.data.state !== LeaseState.Settled) continue;
    const key = `credit ${lease.address} ${lease.data.openedSlot}`;
    if (!cranker.mayTry({ key, tipLamports: 0n }, now.unixSeconds)) continue;
    if (!isCreditDue(lease.data, await termsOf.of(lease.data.classId))) continue;
    const outlayLamports = await pairRent(chain, lease);
    const plan = await creditReputation({ network: chain.network, payer: cranker.keeper, lease });
    if (await cranker.take({ key, tipLamports: 0n, outlayLamports, plan }, now.unixSeconds))
      log.info('counted fees to a score', { lease: lease.address });
  }
}

/** Lamports that a credit deposits: none where provider and renter have their pair already. @throws RpcError */
async function pairRent({ client }: WorkerChain, { data }: Located<Lease>): Promise<bigint> {
  const [address] = await findPairPda({ provider: data.provider, renter: data.renter });
  const pair = await fetchMaybePair(client.rpc, address, { commitment: 'confirmed' });
  return pair.exists ? 0n : rentExemptLamports(getPairSize());
}

/** What decides whether fees count; read once for every class. */
export class CreditTermsOf {
  readonly #floors = new Map<number, bigint>();
  #values: ReputationValues | undefined;

  constructor(private readonly chain: WorkerChain) {}

  /** @throws RpcError */
  async of(classId: number): Promise<CreditTerms> {
    const { rpc } = this.chain.client;
    this.#values ??= (await fetchParams(rpc, this.chain.network.paramsAddress)).data.reputation;
    const known = this.#floors.get(classId);
    const pricePerHourFloor =
      known ?? (await fetchGpuClassFromSeeds(rpc, { classId })).data.pricePerHourFloor;
    this.#floors.set(classId, pricePerHourFloor);
    return { pricePerHourFloor, acceptedPpm: this.#values.acceptedPpm };
  }
}
