import { type Instruction } from '@solana/kit';

import { PYRONET_PROGRAM_ADDRESS, pyronetInstructionNames } from '@/lib/pyronet/generated';

import { readEventLog } from './event-log';
import { type ExecutedInstruction, wholeInstruction } from './executed-instruction';
import { failoverReplay } from './failover-replay';
import { feeReplay } from './fee-replay';
import { leaseReplay } from './lease-replay';
import { emptyMarket, type MarketState } from './market-state';
import { openingReplay } from './opening-replay';
import { parkingReplay } from './parking-replay';
import { type Handler, providerReplay } from './provider-replay';
import { replayFault, reputationReplay } from './reputation-replay';
import { resultReplay } from './result-replay';
import { slashingReplay } from './slashing-replay';

const handlers: Readonly<Record<string, Handler>> = {
  ...providerReplay,
  ...openingReplay,
  ...leaseReplay,
  ...resultReplay,
  ...failoverReplay,
  ...slashingReplay,
  ...feeReplay,
  ...parkingReplay,
  ...reputationReplay,
};

/** A confirmed transaction as any node returns it. */
export interface ConfirmedTransaction {
  /** Instructions in the order of their execution, inner ones behind the outer one that called them. */
  readonly instructions: readonly Instruction[];
  readonly logs: readonly string[];
  readonly slot: bigint;
}

/** Rebuilds the market from transactions, given oldest first. It reads no account. */
export class Replay {
  readonly market: MarketState = emptyMarket();

  /** @throws RangeError where a log was cut off: then the accounts of that transaction must be read */
  apply({ instructions, logs, slot }: ConfirmedTransaction): void {
    const ours = instructions.filter(({ programAddress }) => programAddress === PYRONET_PROGRAM_ADDRESS);
    const { invocations, truncated } = readEventLog(logs);
    if (truncated) throw new RangeError('the log was cut off: read the accounts that the transaction wrote');
    ours.forEach((instruction, index) => {
      const events = invocations[index] ?? [];
      this.#play({ instruction: wholeInstruction(instruction), events, slot });
    });
  }

  #play(executed: ExecutedInstruction): void {
    const name = pyronetInstructionNames[executed.instruction.data[0] ?? -1] ?? '';
    handlers[name]?.(this.market, executed);
    if (executed.events.some((event) => event.name === 'reputationLost')) {
      replayFault(this.market, executed);
    }
  }
}
