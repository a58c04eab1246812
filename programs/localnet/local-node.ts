import { Chain } from '@/programs/localnet/chain/chain';
import { type ChainJournal, NO_JOURNAL } from '@/programs/localnet/chain/journal';
import { Faucet } from '@/programs/localnet/faucet';
import { type GenesisInstructions, ensureGenesis } from '@/programs/localnet/genesis/ensure-genesis';
import { type DataDirectory } from '@/programs/localnet/persistence/data-directory';
import { Subscriptions } from '@/programs/localnet/pubsub/subscriptions';
import { startSlotTicker } from '@/programs/localnet/slot-ticker';

export type NodeOptions = {
  readonly slotMillis: number;
  readonly now: () => number;
  /** Where the chain is kept; in memory only where undefined. */
  readonly directory: DataDirectory | undefined;
  readonly genesisInstructions: GenesisInstructions | undefined;
  /** Told once, when the chain's files cannot be written any more. The node must then be closed. */
  readonly onFailure: (error: unknown) => void;
};

/** A chain with everything that lives and dies with it. */
export type LocalNode = {
  readonly chain: Chain;
  readonly faucet: Faucet;
  readonly subscriptions: Subscriptions;
  /** Stops the slots and saves the chain. */
  stop(): void;
};

/** Goes on with the chain in the directory, or begins a new one at genesis. */
export async function startNode(options: NodeOptions): Promise<LocalNode> {
  const { directory, slotMillis, now } = options;
  const recovered = directory?.recover();
  const journal = directory === undefined ? NO_JOURNAL : reportingFailure(directory, options.onFailure);
  const chain = new Chain({ slotMillis, now, journal }, recovered?.state, recovered?.history);
  directory?.rotate(chain.state());
  await ensureGenesis(chain, recovered === undefined, options.genesisInstructions);
  const subscriptions = new Subscriptions(chain);
  chain.listen(subscriptions);
  const ticker = startSlotTicker(
    chain,
    () => {
      if (directory?.isFull() === true) chain.ledger.evictBefore(directory.rotate(chain.state()));
    },
    options.onFailure,
  );
  return {
    chain,
    faucet: new Faucet(chain),
    subscriptions,
    stop: () => {
      ticker.stop();
      directory?.rotate(chain.state());
    },
  };
}

/** A journal whose first failure is reported: from then on the chain has done what its files do not say. */
function reportingFailure(journal: ChainJournal, report: (error: unknown) => void): ChainJournal {
  const guard =
    <Event extends readonly unknown[]>(write: (...event: Event) => void) =>
    (...event: Event): void => {
      try {
        write(...event);
      } catch (error) {
        report(error);
        throw error;
      }
    };
  return {
    transaction: guard((...event) => journal.transaction(...event)),
    step: guard((...event) => journal.step(...event)),
    accounts: guard((...event) => journal.accounts(...event)),
  };
}
