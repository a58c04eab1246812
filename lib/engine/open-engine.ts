import { access, constants, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';

import { type Engine } from './engine';
import { EngineError } from './engine-error';
import { NativeEngine } from './native/native-engine';
import { openThreadLane } from './wasm/thread-lane';
import { WasmEngine } from './wasm/wasm-engine';

export interface OpenEngineOptions {
  /** `auto`, the default, takes the native executable where it is present and starts, else WebAssembly. */
  readonly backend?: 'auto' | 'native' | 'wasm';
  /** Threads to render with; all processors when absent. */
  readonly threads?: number;
  /** How long an engine may say nothing before it counts as hung; 600,000 when absent. */
  readonly maxSilenceMs?: number;
}

const repository = path.resolve(import.meta.dirname, '..', '..');
export const NATIVE_ENGINE_FILE = path.join(repository, 'programs/engine/target/release/pyronet-engine');
export const WASM_ENGINE_FILE = path.join(repository, 'public/engine/engine.wasm');

/** Opens the best engine present, or the one asked for. Rejects with `engine-missing`. */
export async function openEngine(options: OpenEngineOptions = {}): Promise<Engine> {
  const { backend = 'auto' } = options;
  if (backend === 'native') return openNativeEngine(options);
  if (backend === 'wasm') return openThreadedWasmEngine(options);
  return openNativeEngine(options).catch(() => openThreadedWasmEngine(options));
}

async function openNativeEngine(options: OpenEngineOptions): Promise<Engine> {
  const executable = process.env['PYRONET_ENGINE'] ?? NATIVE_ENGINE_FILE;
  try {
    await access(executable, constants.X_OK);
  } catch (cause) {
    throw new EngineError('engine-missing', `There is no native engine at ${executable}.`, { cause });
  }
  const engine = new NativeEngine({ executable, ...settings(options) });
  // A file that is there may still be of another machine, or older than the sources.
  if (await engine.passesSelfTest()) return engine;
  throw new EngineError(
    'engine-missing',
    `The native engine at ${executable} fails its self-test; build it anew.`,
  );
}

async function openThreadedWasmEngine(options: OpenEngineOptions): Promise<Engine> {
  try {
    const compiled = await WebAssembly.compile(await readFile(WASM_ENGINE_FILE));
    const { threads: lanes = availableParallelism(), ...others } = settings(options);
    return new WasmEngine({ module: compiled, openLane: openThreadLane, lanes, ...others });
  } catch (cause) {
    throw new EngineError('engine-missing', `There is no engine module at ${WASM_ENGINE_FILE}.`, { cause });
  }
}

function settings({
  threads,
  maxSilenceMs,
}: OpenEngineOptions): Pick<OpenEngineOptions, 'threads' | 'maxSilenceMs'> {
  return {
    ...(threads === undefined ? {} : { threads }),
    ...(maxSilenceMs === undefined ? {} : { maxSilenceMs }),
  };
}
