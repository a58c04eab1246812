/**
 * The calling convention of engine.wasm (docs/engine-protocol.md): inputs are copied into the module's memory, an answer is
 * a status and bytes. Plain JavaScript, because a worker thread loads it without any build step.
 */
export class RawModule {
  /** @type {any} */
  #exports;

  /** @param {WebAssembly.Instance} instance */
  constructor(instance) {
    this.#exports = instance.exports;
  }

  /** @param {WebAssembly.Module} module */
  static async instantiate(module) {
    return new RawModule(await WebAssembly.instantiate(module, {}));
  }

  /**
   * Calls an export. A byte array becomes a pointer and a length. Throws what WebAssembly throws on a trap, after which
   * the module must not be used any more.
   *
   * @param {string} name
   * @param {readonly (Uint8Array | number)[]} values
   * @returns {{ fault: boolean, bytes: Uint8Array }}
   */
  call(name, values) {
    const { memory, pyronet_allocate: allocate, pyronet_release: release } = this.#exports;
    /** @type {(readonly [number, number])[]} */
    const places = [];
    const parameters = values.flatMap((value) => {
      if (typeof value === 'number') return [value];
      const pointer = allocate(value.length) >>> 0;
      places.push([pointer, value.length]);
      new Uint8Array(memory.buffer).set(value, pointer);
      return [pointer, value.length];
    });
    const answer = this.#exports[name](...parameters) >>> 0;
    for (const [pointer, length] of places) release(pointer, length);
    const [status = 1, pointer = 0, length = 0] = new Uint32Array(memory.buffer, answer, 3);
    const bytes = new Uint8Array(memory.buffer, pointer, length).slice();
    release(pointer, length);
    return { fault: status !== 0, bytes };
  }
}
