import { Worker } from 'node:worker_threads';

import { EngineError } from '../engine-error';
import { type LaneAnswer, type OpenLane } from './lane';

/** A lane on a worker thread of Node. Closing it ends the thread at once, in the middle of a call if need be. */
export const openThreadLane: OpenLane = async (module) => {
  const thread = new Worker(new URL('./thread.js', import.meta.url), {
    workerData: module,
    env: {},
    // Loaders of the parent, such as a TypeScript one, are of no use to the thread and slow it down.
    execArgv: [],
    stdin: false,
  });
  let failure: EngineError | undefined;
  let pending: { resolve: (answer: LaneAnswer) => void; reject: (error: EngineError) => void } | undefined;
  const fail = (error: EngineError): void => {
    failure ??= error;
    pending?.reject(failure);
    pending = undefined;
  };
  thread.on('message', (answer: LaneAnswer) => {
    pending?.resolve(answer);
    pending = undefined;
  });
  thread.on('error', (cause) => {
    fail(new EngineError('engine-crashed', 'The engine failed inside a call.', { cause }));
  });
  thread.on('exit', () => fail(new EngineError('engine-crashed', 'The engine ended before it answered.')));
  return {
    call: (name, values) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) {
          reject(failure);
          return;
        }
        pending = { resolve, reject };
        thread.postMessage({ name, values });
      }),
    close: () => {
      fail(new EngineError('engine-closed', 'The engine was closed.'));
      void thread.terminate();
    },
  };
};
