import { type Engine } from './engine';
import { EngineError } from './engine-error';
import { openLaneHere } from './wasm/lane';
import { WasmEngine } from './wasm/wasm-engine';

/**
 * The engine for a page, from the bytes of `public/engine/engine.wasm`. It renders on the calling thread and lets events
 * through between segments; call it from a web worker to keep a page smooth. Rejects with `engine-missing` if the bytes
 * are no module. Imports nothing of Node.
 */
export async function openWasmEngine(bytes: BufferSource): Promise<Engine> {
  return new WasmEngine({ module: await compile(bytes), openLane: openLaneHere, lanes: 1 });
}

async function compile(bytes: BufferSource): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw new EngineError('engine-missing', 'The engine module cannot be loaded.', { cause });
  }
}
