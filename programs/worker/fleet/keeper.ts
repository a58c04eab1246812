import { type KeyPairSigner } from '@solana/kit';

import { type Log } from '../log';
import { type Host } from '../machine/host';
import { type Duty, repeat } from '../machine/repeat';
import { fillWorkerPurse } from '../provider/worker-purse';
import { CrankBudget } from './crank-budget';
import { Cranker } from './cranker';
import { endWaits } from './end-waits';
import { CreditTermsOf, keepCredits } from './keep-credits';
import { keepParkings } from './keep-parkings';
import { keepFees, keepSeizures } from './keep-money';
import { keepSuccessions } from './keep-successions';
import { type KeeperRecord } from './keeper-record';

const LOOK_EVERY_MS = 3_000;
const MONEY_EVERY_MS = 10_000;
const PURSE_EVERY_MS = 10 * 60_000;

/** How far the keeper goes. */
export interface KeeperTerms {
  /** Lamports of network fees that it pays at most beyond what tips bring in, since the process began. */
  readonly beyondTipsLamports: bigint;
  /** USDC atoms in the fee vault from which it splits them. */
  readonly splitFromAtoms: bigint;
  /** USDC atoms from which it parks what a party is due: it deposits rent for that, until the party takes the money out. */
  readonly parkFromAtoms: bigint;
}

/**
 * Does what anyone may and nobody else has to: ends the waits of leases whose provider is silent, so that the renter's
 * money comes back although neither the provider nor the renter's page is there any more, awards leases that failed,
 * gives out seizures, splits fees, parks what nobody's account takes, and has fees of the fleet's own leases count toward
 * reputation. Leases that this process serves end their own waits. Resolves when the fleet
 * stops.
 */
export async function keepWaits(
  host: Host,
  {
    keeper,
    keeperTerms: terms,
    keeperRecord,
  }: {
    readonly keeper: KeyPairSigner;
    readonly keeperTerms: KeeperTerms;
    readonly keeperRecord: KeeperRecord;
  },
  log: Log,
): Promise<void> {
  const { chain, clock, leases, useFaucet, stop } = host;
  // Where lamports are worthless nothing is too dear.
  const budget = new CrankBudget(chain.isLocal ? undefined : terms.beyondTipsLamports);
  const cranker = new Cranker(chain, keeper, budget, keeperRecord);
  const creditTerms = new CreditTermsOf(chain);
  const every = (what: string, everyMs: number, act: Duty['act']): Promise<void> =>
    repeat({ what, everyMs, startAfterMs: LOOK_EVERY_MS, act }, log, stop);
  const fill: Duty = {
    what: "filling the keeper's purse",
    everyMs: PURSE_EVERY_MS,
    startAfterMs: 0,
    act: () => fillWorkerPurse({ chain, worker: keeper, owner: undefined, useFaucet, log }),
  };
  await Promise.all([
    repeat(fill, log, stop),
    every('ending waits', LOOK_EVERY_MS, async () =>
      endWaits(chain, cranker, leases.unserved(), await clock.now(), log),
    ),
    every('keeping successions', LOOK_EVERY_MS, async () =>
      keepSuccessions(chain, cranker, leases, await clock.now(), log),
    ),
    every('giving out seizures', MONEY_EVERY_MS, async () =>
      keepSeizures(chain, cranker, await clock.now(), log),
    ),
    every('splitting fees', MONEY_EVERY_MS, async () =>
      keepFees(chain, cranker, terms.splitFromAtoms, await clock.now(), log),
    ),
    every('parking dues', LOOK_EVERY_MS, async () =>
      keepParkings(chain, cranker, leases.all(), terms.parkFromAtoms, await clock.now(), log),
    ),
    every('crediting reputation', MONEY_EVERY_MS, async () =>
      keepCredits(chain, cranker, leases.served(), creditTerms, await clock.now(), log),
    ),
  ]);
}
