/** First message to an engine worker: the compiled module it holds. */
export interface LaneOpening {
  readonly module: WebAssembly.Module;
}

/** Every further message: one call. The next follows after its answer. */
export interface LaneCall {
  readonly name: string;
  readonly values: readonly (Uint8Array | number)[];
}
