import { type Address, type KeyPairSigner } from '@solana/kit';

import { creditReputation } from '@/lib/actions/credit-reputation';
import { type CreditTerms, isCreditDue } from '@/lib/actions/due/credit';
import { type Located } from '@/lib/actions/plan';
import {
  fetchGpuClassFromSeeds,
  fetchParams,
  type Lease,
  LeaseState,
  type ReputationValues,
} from '@/lib/pyronet/generated';

import { programErrorOf, type WorkerChain } from '../chain/worker-chain';
import { type Log } from '../log';
import { type Host } from '../machine/host';
import { repeat } from '../machine/repeat';

const LOOK_EVERY_MS = 10_000;
/** After a refusal: the epoch is full, or somebody else was quicker. */
const TRY_AGAIN_S = 3_600n;

/**
 * Lets the fees of this fleet's own leases count toward its providers' reputation, once each is settled and paid. Nobody
 * is tipped for it: the fleet pays for its own score. Resolves when the fleet stops.
 */
export function keepCredits(host: Host, keeper: KeyPairSigner, log: Log): Promise<void> {
  const { chain, clock, leases, stop } = host;
  const notBefore = new Map<Address, bigint>();
  const terms = new CreditTermsOf(chain);
  const act = async (): Promise<void> => {
    const { unixSeconds } = await clock.now();
    for (const lease of leases.served()) {
      if (lease.data.state !== LeaseState.Settled || (notBefore.get(lease.address) ?? 0n) > unixSeconds)
        continue;
      if (!isCreditDue(lease.data, await terms.of(lease.data.classId))) continue;
      if (await credit(chain, keeper, lease)) log.info('counted fees to a score', { lease: lease.address });
      // What it changed may be heard of later.
      notBefore.set(lease.address, unixSeconds + TRY_AGAIN_S);
    }
  };
  const what = 'crediting reputation';
  return repeat({ what, everyMs: LOOK_EVERY_MS, startAfterMs: LOOK_EVERY_MS, act }, log, stop);
}

/** @returns false where the program refused. @throws WorkerError, RpcError */
async function credit(chain: WorkerChain, payer: KeyPairSigner, lease: Located<Lease>): Promise<boolean> {
  const { instructions } = await creditReputation({ network: chain.network, payer, lease });
  try {
    await chain.again(`credit ${lease.address} ${lease.data.openedSlot}`, payer, instructions);
    return true;
  } catch (problem) {
    if (programErrorOf(problem) === undefined) throw problem;
    return false;
  }
}

/** What decides whether fees count; read once for every class. */
class CreditTermsOf {
  readonly #floors = new Map<number, bigint>();
  #values: ReputationValues | undefined;

  constructor(private readonly chain: WorkerChain) {}

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
