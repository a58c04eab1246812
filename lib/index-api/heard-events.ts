import { type AsOf, type StreamEvent } from './shapes';

/** A place in the index's sequence of changes. */
export type Position = Pick<AsOf, 'boot' | 'sequence'>;

const eventsHeld = 4_000;

/**
 * What a stream told lately. An answer that was asked for while events came in may be older than they are; they are then
 * applied to it once more.
 */
export class HeardEvents {
  #boot = '';
  #events: { readonly sequence: number; readonly event: StreamEvent }[] = [];

  add({ boot, sequence }: Position, event: StreamEvent): void {
    if (boot !== this.#boot) this.#events = [];
    this.#boot = boot;
    this.#events.push({ sequence, event });
    if (this.#events.length > 2 * eventsHeld) this.#events = this.#events.slice(-eventsHeld);
  }

  /** Events after a position of the same life of the index, in the order they came. */
  after({ boot, sequence }: Position): readonly StreamEvent[] {
    if (boot !== this.#boot) return [];
    return this.#events.filter((heard) => heard.sequence > sequence).map(({ event }) => event);
  }
}

/** `<boot>:<sequence>`; null for any other text. */
export function positionOf(id: string): Position | null {
  const match = /^([\w-]{1,32}):(\d{1,15})$/.exec(id);
  return match?.[1] === undefined ? null : { boot: match[1], sequence: Number(match[2]) };
}

export function idOf({ boot, sequence }: Position): string {
  return `${boot}:${sequence}`;
}
