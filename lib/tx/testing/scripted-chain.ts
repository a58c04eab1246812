import { type Blockhash, getBase58Decoder } from '@solana/kit';

import { type Clock } from '@/lib/rpc/clock';

import { type ChainPort, type SendAnswer, type SimulationAnswer, type StatusAnswer } from '../chain-port';

const msPerSlot = 400;

/** Time that passes only by waiting for it. */
export class DrivenClock implements Clock {
  #nowMs = 0;
  readonly now = (): number => this.#nowMs;
  readonly sleep = async (ms: number): Promise<void> => {
    this.#nowMs += ms;
  };
}

/**
 * A chain whose slots follow a driven clock, one block each. What it answers can be replaced per test; by default it
 * accepts a transaction and confirms it two slots later.
 */
export class ScriptedChain implements ChainPort {
  readonly clock = new DrivenClock();
  readonly sent: string[] = [];
  firstSentSlot: bigint | null = null;
  historyFromSlot: bigint | null = 0n;
  blocksPerSlot = 1n;
  simulation: SimulationAnswer = { error: null, logs: [], unitsConsumed: 1_000n };
  onSend: (attempt: number) => SendAnswer = () => ({ kind: 'accepted' });
  onStatus: (searchHistory: boolean) => StatusAnswer['status'] = () => {
    const landed = this.firstSentSlot === null ? null : this.firstSentSlot + 2n;
    if (landed === null || this.slot < landed) return null;
    return { slot: landed, error: null, commitment: 'confirmed' };
  };
  /** The node that knows statuses may lag behind the one that knows the height. */
  statusLag = 0n;
  unreachable = false;

  get slot(): bigint {
    return 1_000n + BigInt(Math.floor(this.clock.now() / msPerSlot));
  }

  readonly latestBlockhash: ChainPort['latestBlockhash'] = async () => {
    this.#reach();
    const hash = new Uint8Array(32);
    new DataView(hash.buffer).setBigUint64(24, this.slot);
    const blockhash = getBase58Decoder().decode(hash) as Blockhash;
    return { blockhash, lastValidBlockHeight: this.slot + 150n, slot: this.slot };
  };
  readonly simulate: ChainPort['simulate'] = async () => {
    this.#reach();
    return this.simulation;
  };
  readonly send: ChainPort['send'] = async (transaction) => {
    if (this.unreachable) return { kind: 'unanswered', maybeDelivered: false, sentence: 'down' };
    this.sent.push(transaction);
    const answer = this.onSend(this.sent.length);
    if (answer.kind === 'accepted') this.firstSentSlot ??= this.slot;
    return answer;
  };
  readonly status: ChainPort['status'] = async (_, { searchHistory }) => {
    this.#reach();
    return { slot: this.slot - this.statusLag, status: this.onStatus(searchHistory) };
  };
  readonly logs: ChainPort['logs'] = async () => ['Program log: told'];
  readonly height: ChainPort['height'] = async () => {
    this.#reach();
    return { slot: this.slot, blockHeight: this.slot * this.blocksPerSlot };
  };
  readonly oldestSlot: ChainPort['oldestSlot'] = async () => this.historyFromSlot;
  readonly recentPriorityFees: ChainPort['recentPriorityFees'] = async () => [5n, 100n, 7n];

  #reach(): void {
    if (this.unreachable) throw new Error('the network is down');
  }
}
