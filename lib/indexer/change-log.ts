import { randomBytes } from 'node:crypto';

import { type StreamEvent } from '@/lib/index-api/shapes';

/** One change with the topics whose followers hear of it. */
export interface Change {
  readonly sequence: number;
  readonly topics: readonly string[];
  readonly event: StreamEvent;
}

export type ChangeListener = (change: Change) => void;

/** Changes kept for those who come back after a short absence. */
const keptChanges = 20_000;

/** Every change of the index in order, each with a number, in memory for one life of the index. */
export class ChangeLog {
  /** Names this life; a number from another life means nothing here. */
  readonly boot = randomBytes(9).toString('base64url');
  readonly #changes: Change[] = [];
  readonly #listeners = new Set<ChangeListener>();
  #sequence = 0;

  get sequence(): number {
    return this.#sequence;
  }

  record(topics: readonly string[], event: StreamEvent): void {
    this.#sequence += 1;
    const change = { sequence: this.#sequence, topics, event };
    this.#changes.push(change);
    if (this.#changes.length > 2 * keptChanges) this.#changes.splice(0, keptChanges);
    for (const listener of [...this.#listeners]) listener(change);
  }

  /** What came after a number, oldest first; null when not all of it is still here. */
  after(sequence: number): readonly Change[] | null {
    if (sequence > this.#sequence) return null;
    const oldest = this.#changes[0]?.sequence ?? this.#sequence + 1;
    if (sequence + 1 < oldest) return null;
    return this.#changes.slice(sequence + 1 - oldest);
  }

  listen(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
