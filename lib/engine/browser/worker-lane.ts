import { EngineError } from '../engine-error';
import { type LaneAnswer, type OpenLane } from '../wasm/lane';
import { type LaneCall, type LaneOpening } from './lane-message';

/** A lane in a web worker of its own: the page stays smooth, and closing ends it at once, in mid-call if need be. */
export const openWorkerLane: OpenLane = async (module) => {
  const worker = new Worker(new URL('./engine-worker.ts', import.meta.url), { type: 'module' });
  let failure: EngineError | undefined;
  let pending: { resolve: (answer: LaneAnswer) => void; reject: (error: EngineError) => void } | undefined;
  const fail = (error: EngineError): void => {
    failure ??= error;
    pending?.reject(failure);
    pending = undefined;
    worker.terminate();
  };
  worker.addEventListener('message', ({ data }: MessageEvent<LaneAnswer>) => {
    pending?.resolve(data);
    pending = undefined;
  });
  worker.addEventListener('error', (event) => {
    // The page shows the failure itself; the browser need not report it as unhandled.
    event.preventDefault();
    const reason = event.message === '' ? 'it could not be loaded' : event.message;
    fail(new EngineError('engine-crashed', `The engine in this page failed: ${reason}.`));
  });
  worker.addEventListener('messageerror', () =>
    fail(new EngineError('engine-garbled', 'The answer of the engine in this page cannot be read.')),
  );
  worker.postMessage({ module } satisfies LaneOpening);
  return {
    call: (name, values) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) {
          reject(failure);
          return;
        }
        pending = { resolve, reject };
        worker.postMessage({ name, values } satisfies LaneCall);
      }),
    close: () => fail(new EngineError('engine-closed', 'The engine was closed.')),
  };
};
