interface TracerExports {
  readonly memory: WebAssembly.Memory;
  allocate(words: number): number;
  build(scene: number, bytes: number): number;
  trace(tracer: number, rays: number, count: number, hits: number): void;
}

const RAY_BYTES = 24;

/** The bench module's tracer over one scene. */
export class WebAssemblyTracer {
  private constructor(
    private readonly exports: TracerExports,
    private readonly tracer: number,
  ) {}

  static async open(module: Buffer<ArrayBuffer>, scene: Buffer): Promise<WebAssemblyTracer> {
    const { instance } = await WebAssembly.instantiate(module, {});
    const exports = instance.exports as unknown as TracerExports;
    const place = exports.allocate(Math.ceil(scene.length / 4));
    new Uint8Array(exports.memory.buffer).set(scene, place);
    const tracer = exports.build(place, scene.length);
    if (tracer === 0) throw new Error('The WebAssembly tracer refuses the scene.');
    return new WebAssemblyTracer(exports, tracer);
  }

  /** Seconds of the best of `repeats` passes, and the triangle that each ray meets. */
  time(rays: Buffer, repeats: number): { readonly seconds: number; readonly hits: Buffer } {
    const count = rays.length / RAY_BYTES;
    const raysPlace = this.exports.allocate(rays.length / 4);
    const hitsPlace = this.exports.allocate(count);
    new Uint8Array(this.exports.memory.buffer).set(rays, raysPlace);
    let seconds = Infinity;
    for (let pass = 0; pass < repeats; pass += 1) {
      const start = performance.now();
      this.exports.trace(this.tracer, raysPlace, count, hitsPlace);
      seconds = Math.min(seconds, (performance.now() - start) / 1000);
    }
    return { seconds, hits: Buffer.from(this.exports.memory.buffer.slice(hitsPlace, hitsPlace + 4 * count)) };
  }
}
