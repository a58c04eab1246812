interface Waiting {
  readonly seats: number;
  readonly wake: () => void;
}

/**
 * The seats of one computer: so many GPUs are served at once, whatever number of machines it is offered as. A lease takes
 * its seats before it starts, so that those that run have what was guaranteed to them; others wait in the order in which
 * they were ready, and are billed nothing meanwhile.
 */
export class WorkFloor {
  readonly #seated = new Map<string, number>();
  readonly #waiting = new Map<string, Waiting>();

  /** @param seats GPUs that are served at once */
  constructor(readonly seats: number) {}

  get taken(): number {
    return [...this.#seated.values()].reduce((sum, seats) => sum + seats, 0);
  }

  /**
   * Takes seats if it is this lease's turn; asking again changes nothing.
   * @param wake called when it may be its turn
   */
  take(life: string, seats: number, wake: () => void): boolean {
    if (this.#seated.has(life)) return true;
    this.#waiting.set(life, { seats, wake });
    // Strictly in order: or a lease of many seats would wait for ever behind small ones.
    const [first] = this.#waiting.keys();
    if (first !== life || this.taken + seats > this.seats) return false;
    this.keep(life, seats);
    this.#wakeFirst();
    return true;
  }

  /** Seats of a lease that runs already, such as one from before a restart. */
  keep(life: string, seats: number): void {
    this.#waiting.delete(life);
    this.#seated.set(life, seats);
  }

  /** The lease needs no seats any more, whether it had some or waited. */
  release(life: string): void {
    const changed = this.#seated.delete(life) || this.#waiting.delete(life);
    if (changed) this.#wakeFirst();
  }

  #wakeFirst(): void {
    const [first] = this.#waiting.values();
    first?.wake();
  }
}
