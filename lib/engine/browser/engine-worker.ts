import { RawModule } from '../wasm/raw-module.js';
import { type LaneCall, type LaneOpening } from './lane-message';

/**
 * A web worker of a page that holds one engine module and does one call at a time for `openWorkerLane`. A failure inside
 * the module is thrown on: the worker's `error` event tells the page.
 */
let opened: Promise<RawModule> | undefined;

addEventListener('message', ({ data }: MessageEvent<LaneOpening | LaneCall>) => {
  if ('module' in data) {
    opened = RawModule.instantiate(data.module);
    return;
  }
  void opened?.then(
    (engine) => answer(engine, data),
    (error: unknown) => rethrow(error),
  );
});

function answer(engine: RawModule, { name, values }: LaneCall): void {
  try {
    const { fault, bytes } = engine.call(name, values);
    postMessage({ fault, bytes }, { transfer: [bytes.buffer] });
  } catch (error) {
    rethrow(error);
  }
}

/** Outside of any promise, where it becomes the worker's `error` event. */
function rethrow(error: unknown): void {
  setTimeout(() => {
    throw error;
  });
}
