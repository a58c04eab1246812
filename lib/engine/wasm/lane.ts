import { EngineError } from '../engine-error';
import { RawModule } from './raw-module.js';

export interface LaneAnswer {
  /** The bytes are a refusal, as JSON. */
  readonly fault: boolean;
  readonly bytes: Uint8Array;
}

/** One instance of the engine's module. It does one call at a time; callers wait for an answer before the next call. */
export interface Lane {
  /** Rejects with `engine-crashed` if the module traps, `engine-closed` if the lane is closed meanwhile. */
  call(name: string, values: readonly (Uint8Array | number)[]): Promise<LaneAnswer>;
  close(): void;
}

export type OpenLane = (module: WebAssembly.Module) => Promise<Lane>;

/** A lane on the calling thread: a page that must stay responsive opens the engine in a worker of its own. */
export const openLaneHere: OpenLane = async (module) => {
  const raw = await RawModule.instantiate(module);
  let closed = false;
  return {
    call: async (name, values) => {
      await takeTurn();
      if (closed) throw new EngineError('engine-closed', 'The engine was closed.');
      try {
        return raw.call(name, values);
      } catch (cause) {
        closed = true;
        throw new EngineError('engine-crashed', 'The engine failed inside a call.', { cause });
      }
    },
    close: () => {
      closed = true;
    },
  };
};

/** Lets events through, cancellation among them, before the thread is busy again. */
function takeTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
