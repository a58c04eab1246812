/** A worker thread of Node that holds one engine module and does one call at a time for `ThreadLane`. */
import { parentPort, workerData } from 'node:worker_threads';

import { RawModule } from './raw-module.js';

const engine = await RawModule.instantiate(workerData);

parentPort?.on('message', ({ name, values }) => {
  const { fault, bytes } = engine.call(name, values);
  parentPort?.postMessage({ fault, bytes }, [/** @type {ArrayBuffer} */ (bytes.buffer)]);
});
