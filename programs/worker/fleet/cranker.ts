import { type KeyPairSigner } from '@solana/kit';

import { type ActionPlan } from '@/lib/actions/plan';
import { type Confirmed } from '@/lib/tx/outcome';

import { programErrorOf, type WorkerChain } from '../chain/worker-chain';
import { CRANK_FEE_LAMPORTS, type CrankBudget } from './crank-budget';
import { type KeeperRecord } from './keeper-record';

/** First wait after a refusal: somebody else was quicker, or the program's clock is behind ours. */
const TRY_AGAIN_FIRST_S = 30n;
const TRY_AGAIN_LONGEST_S = 3_600n;
/** Refusals that are remembered; what they were for may be gone long since. */
const MOST_REFUSALS = 10_000;

const nothingMore: ActionPlan = { instructions: [] };

/** A step that anyone may take. */
export interface Crank {
  /** Names it: what was refused under a name rests for a while, ever longer. */
  readonly key: string;
  /** Lamports that it earns. */
  readonly tipLamports: bigint;
  /** Lamports that it deposits and does not give back itself, such as rent; none when left out. */
  readonly outlayLamports?: bigint;
  readonly plan: ActionPlan;
  /**
   * Taken in the same transaction, the first of them that succeeds: the step does not depend on them. What a closed
   * account of one payee forbids may still be possible without it.
   */
  readonly along?: readonly ActionPlan[];
}

/** Takes steps that anyone may take, as far as the budget goes. */
export class Cranker {
  readonly #refused = new Map<string, { readonly until: bigint; readonly waitS: bigint }>();

  constructor(
    private readonly chain: WorkerChain,
    readonly keeper: KeyPairSigner,
    private readonly budget: CrankBudget,
    private readonly record: KeeperRecord,
  ) {}

  /** Whether a step that is due should be prepared: it was not refused lately, and can be paid for. */
  mayTry({ key, tipLamports, outlayLamports = 0n }: Omit<Crank, 'plan' | 'along'>, nowS: bigint): boolean {
    const hasRested = (this.#refused.get(key)?.until ?? 0n) <= nowS;
    return hasRested && this.budget.affords(tipLamports, outlayLamports);
  }

  /** @returns false where it was not tried, or the program refused it. @throws WorkerError, RpcError */
  async take(crank: Crank, nowS: bigint): Promise<boolean> {
    if (!this.mayTry(crank, nowS)) return false;
    const { key, plan, along } = crank;
    const step = plan.instructions;
    let taken = false;
    for (const { instructions } of [...(along ?? []), nothingMore]) {
      taken = await this.#submit(key, [...step, ...instructions]);
      if (taken) break;
    }
    if (taken) this.#refused.delete(key);
    else this.rest(key, nowS);
    return taken;
  }

  /** Lets a step that is not for now rest for a while, ever longer. */
  rest(key: string, nowS: bigint): void {
    const before = this.#refused.get(key)?.waitS;
    const doubled = before === undefined ? TRY_AGAIN_FIRST_S : before * 2n;
    const waitS = doubled < TRY_AGAIN_LONGEST_S ? doubled : TRY_AGAIN_LONGEST_S;
    if (this.#refused.size >= MOST_REFUSALS) this.#refused.clear();
    this.#refused.set(key, { until: nowS + waitS, waitS });
  }

  async #submit(key: string, instructions: ActionPlan['instructions']): Promise<boolean> {
    try {
      const confirmed = await this.chain.again(key, this.keeper, instructions);
      const change = await this.#purseChange(confirmed);
      this.budget.note(change);
      await this.record.note(change);
      return true;
    } catch (problem) {
      // It may have been charged for all the same: a step can fail after its dry run.
      this.budget.note(-CRANK_FEE_LAMPORTS);
      if (programErrorOf(problem) === undefined) throw problem;
      return false;
    }
  }

  /** Lamports that the transaction added to the keeper's purse, less what it took; the fee alone where that is not known. */
  async #purseChange({ signature }: Confirmed): Promise<bigint> {
    const options = {
      encoding: 'base64',
      commitment: 'confirmed',
      maxSupportedTransactionVersion: 0,
    } as const;
    const found = await this.chain.client.rpc
      .getTransaction(signature, options)
      .send()
      .catch(() => null);
    const [before] = found?.meta?.preBalances ?? [];
    const [after] = found?.meta?.postBalances ?? [];
    return before === undefined || after === undefined ? -CRANK_FEE_LAMPORTS : after - before;
  }
}
