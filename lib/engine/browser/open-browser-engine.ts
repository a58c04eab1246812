import { hexFromBytes } from '@/lib/domain/bytes';

import { type Engine } from '../engine';
import { EngineError } from '../engine-error';
import { WasmEngine } from '../wasm/wasm-engine';
import { openWorkerLane } from './worker-lane';

export interface BrowserEngineOptions {
  /** Where the module is served. */
  readonly url?: string;
  /** SHA-256 that the module must have, in lower-case hex. Default: that of the module this page was built with. */
  readonly sha256?: string | undefined;
  /** How long one call may take before it counts as hung; 600,000 when absent. */
  readonly maxSilenceMs?: number;
}

let shared: Promise<Engine> | undefined;

/** The one engine of this tab, fetched at the first call. Rejects as `openBrowserEngine`; the next call tries again. */
export function browserEngine(): Promise<Engine> {
  shared ??= openBrowserEngine().catch((error: unknown) => {
    shared = undefined;
    throw error;
  });
  return shared;
}

/**
 * The WebAssembly engine in web workers of this page: one worker for each call, ended with it. The module is refused
 * unless it is, to the byte, the one that the page was built with.
 *
 * Rejects with `engine-missing` when the module cannot be fetched or is another one.
 */
export async function openBrowserEngine({
  url = '/engine/engine.wasm',
  sha256 = process.env.PYRONET_ENGINE_SHA256,
  maxSilenceMs,
}: BrowserEngineOptions = {}): Promise<Engine> {
  const bytes = await fetchModule(url);
  const found = hexFromBytes(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  if (found !== sha256) {
    throw unavailable(`The engine that was served is not the one this page was built with.`);
  }
  const compiled = await WebAssembly.compile(bytes).catch((cause: unknown) => {
    throw unavailable('This browser cannot load the engine.', cause);
  });
  return new WasmEngine({
    module: compiled,
    openLane: openWorkerLane,
    lanes: 1,
    ...(maxSilenceMs === undefined ? {} : { maxSilenceMs }),
  });
}

async function fetchModule(url: string): Promise<ArrayBuffer> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new RangeError(`status ${response.status}`);
    return await response.arrayBuffer();
  } catch (cause) {
    throw unavailable('The engine for this page could not be fetched.', cause);
  }
}

function unavailable(message: string, cause?: unknown): EngineError {
  return new EngineError('engine-missing', message, {
    cause,
    next: 'Reload the page. If it says so again, the site serves parts of different versions.',
  });
}
