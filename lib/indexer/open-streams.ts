/** Counts open streams, in all and for each reader. */
export class OpenStreams {
  readonly #ofReader = new Map<string, number>();
  #inAll = 0;

  constructor(private readonly most: { readonly inAll: number; readonly perReader: number }) {}

  /** @returns how to leave, which may be called again, or null when no more may be opened */
  enter(reader: string): (() => void) | null {
    const open = this.#ofReader.get(reader) ?? 0;
    if (this.#inAll >= this.most.inAll || open >= this.most.perReader) return null;
    this.#inAll += 1;
    this.#ofReader.set(reader, open + 1);
    let entered = true;
    return () => {
      if (!entered) return;
      entered = false;
      this.#inAll -= 1;
      const left = (this.#ofReader.get(reader) ?? 1) - 1;
      if (left === 0) this.#ofReader.delete(reader);
      else this.#ofReader.set(reader, left);
    };
  }

  get inAll(): number {
    return this.#inAll;
  }
}
