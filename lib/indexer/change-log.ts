import { randomBytes } from 'node:crypto';

import { type StreamEvent } from '@/lib/index-api/shapes';

/** One change with the topics whose followers hear of it. */
export interface Change {
  readonly sequence: number;
  readonly topics: readonly string[];
  readonly event: StreamEvent;
}

export type ChangeListener = (change: Change) => void;

/** Changes kept, at least, for those who come back after a short absence. */
const keptChanges = 20_000;

/** Every change of the index in order, each with a number, in memory for one life of the index. */
export class ChangeLog {
  /** Names this life; a number from another life means nothing here. */
  readonly boot = randomBytes(9).toString('base64url');
  readonly #kept: number;
  readonly #followers = new Map<string, Set<ChangeListener>>();
  #changes: Change[] = [];
  #sequence = 0;

  constructor(kept = keptChanges) {
    this.#kept = kept;
  }

  get sequence(): number {
    return this.#sequence;
  }

  record(topics: readonly string[], event: StreamEvent): void {
    this.#sequence += 1;
    const change = { sequence: this.#sequence, topics, event };
    this.#changes.push(change);
    if (this.#changes.length > 2 * this.#kept) this.#changes = this.#changes.slice(-this.#kept);
    const listeners = new Set(topics.flatMap((topic) => [...(this.#followers.get(topic) ?? [])]));
    for (const listener of listeners) listener(change);
  }

  /** What came after a number, oldest first; null when not all of it is still here. */
  after(sequence: number): readonly Change[] | null {
    if (sequence > this.#sequence) return null;
    const oldest = this.#changes[0]?.sequence ?? this.#sequence + 1;
    if (sequence + 1 < oldest) return null;
    return this.#changes.slice(sequence + 1 - oldest);
  }

  /** Hears of changes of any of the topics until the answer is called. */
  follow(topics: ReadonlySet<string>, listener: ChangeListener): () => void {
    for (const topic of topics) {
      const followers = this.#followers.get(topic);
      if (followers === undefined) this.#followers.set(topic, new Set([listener]));
      else followers.add(listener);
    }
    return () => {
      for (const topic of topics) {
        const followers = this.#followers.get(topic);
        followers?.delete(listener);
        if (followers?.size === 0) this.#followers.delete(topic);
      }
    };
  }

  isFollowed(topics: readonly string[]): boolean {
    return topics.some((topic) => this.#followers.has(topic));
  }
}
