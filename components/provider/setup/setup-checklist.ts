/** Steps from a wallet to a machine on the market, in order. */
export type SetUpStepId = 'machine' | 'register' | 'stake' | 'bond' | 'list' | 'live';

/**
 * `done` follows from the chain; `open` can be taken now; `later` waits for an earlier step; `waiting` needs nothing of
 * the reader any more.
 */
export type SetUpStepState = 'done' | 'open' | 'later' | 'waiting';

export interface SetUpStep {
  readonly id: SetUpStepId;
  readonly state: SetUpStepState;
}

/** What the checklist follows from: the chain, and whether the machine has introduced itself. */
export interface SetUpFacts {
  /** Whether a card of the machine is at hand; its terms are needed to register and to list. */
  readonly hasCard: boolean;
  /** Null while the wallet is not registered. */
  readonly provider: {
    readonly tier: number;
    readonly bondFree: bigint;
    readonly bondLocked: bigint;
    readonly liveUntil: bigint;
    /** Number of the next offer: above zero once one was listed. */
    readonly nextOfferId: number;
    /** Offers that exist now. */
    readonly offers: number;
  } | null;
  /** Least bond of one lease, USDC atoms. */
  readonly leastBondAtoms: bigint;
  /** Unix seconds by the chain's clock. */
  readonly nowUnixS: number;
}

/** The checklist, the same in every tab and after every reload: nothing in it is remembered by a page. */
export function setUpChecklist(facts: SetUpFacts): readonly SetUpStep[] {
  const { hasCard, provider, leastBondAtoms, nowUnixS } = facts;
  const isListed = provider !== null && provider.offers > 0;
  const done: Readonly<Record<SetUpStepId, boolean>> = {
    machine: hasCard || isListed,
    register: provider !== null,
    stake: provider !== null && provider.tier > 0,
    bond: provider !== null && (provider.bondFree >= leastBondAtoms || provider.bondLocked > 0n),
    list: isListed,
    live: provider !== null && isListed && Number(provider.liveUntil) >= nowUnixS,
  };
  const state = (id: SetUpStepId): SetUpStepState => {
    if (done[id]) return 'done';
    if (id === 'live') return isListed ? 'waiting' : 'later';
    if (id === 'machine') return 'open';
    // Deposits need a provider to belong to, and no card; registering and listing speak of the machine.
    const isReady = id === 'stake' || id === 'bond' ? provider !== null || hasCard : hasCard;
    return isReady ? 'open' : 'later';
  };
  return setUpStepIds.map((id) => ({ id, state: state(id) }));
}

export const setUpStepIds: readonly SetUpStepId[] = ['machine', 'register', 'stake', 'bond', 'list', 'live'];

/** Whether the wallet is still on its way to its first offer: afterwards its dashboard takes over. */
export function isSettingUp(provider: SetUpFacts['provider']): boolean {
  return provider === null || provider.nextOfferId === 0;
}
