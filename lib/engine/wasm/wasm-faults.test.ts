import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { EngineError } from '../engine-error';
import { encodeJob } from '../job';
import { WASM_ENGINE_FILE } from '../open-engine';
import { type Lane, type OpenLane, openLaneHere } from './lane';
import { openThreadLane } from './thread-lane';
import { WasmEngine } from './wasm-engine';

const engineModule = await WebAssembly.compile(readFileSync(WASM_ENGINE_FILE));
/** Exports the engine's calling convention, but `pyronet_probe` traps: hand-assembled. */
const trapping = await WebAssembly.compile(
  Uint8Array.from(
    [
      ...[0, 97, 115, 109, 1, 0, 0, 0],
      ...[1, 15, 3, 96, 1, 127, 1, 127, 96, 2, 127, 127, 0, 96, 0, 1, 127],
      ...[3, 4, 3, 0, 1, 2],
      ...[5, 3, 1, 0, 1],
      ...[
        7,
        ...section([
          name('memory', 2, 0),
          name('pyronet_allocate', 0, 0),
          name('pyronet_release', 0, 1),
          name('pyronet_probe', 0, 2),
        ]),
      ],
      ...[10, 13, 3, 4, 0, 65, 8, 11, 2, 0, 11, 3, 0, 0, 11],
    ].flat(),
  ),
);

function name(text: string, kind: number, index: number): number[] {
  return [text.length, ...new TextEncoder().encode(text), kind, index];
}

function section(items: readonly number[][]): number[] {
  const body = [items.length, ...items.flat()];
  return [body.length, ...body];
}

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
  } catch (error) {
    return error instanceof EngineError ? error.code : String(error);
  }
  return 'no error';
};

const answering = (bytes: string, fault = false): OpenLane => {
  const lane: Lane = {
    call: () => Promise.resolve({ fault, bytes: new TextEncoder().encode(bytes) }),
    close: () => undefined,
  };
  return () => Promise.resolve(lane);
};

const scene = new Uint8Array(96);
scene.set(new TextEncoder().encode('PYROSCN2'));
const job = encodeJob({ width: 16, height: 16, tileEdge: 8, samples: 1, bounces: 1, seed: 0n }, scene);
const run = (engine: WasmEngine): Promise<string> =>
  codeOf(engine.run({ job, input: scene, onSegment: () => expect.unreachable() }));

describe('an engine module that misbehaves', () => {
  it('traps, on a thread or here, and the next call is served all the same', async () => {
    for (const openLane of [openLaneHere, openThreadLane]) {
      let opened = 0;
      const first: OpenLane = () => openLane((opened += 1) === 1 ? trapping : engineModule);
      const engine = new WasmEngine({ module: engineModule, openLane: first, lanes: 1 });
      expect(await codeOf(engine.probe())).toBe('engine-crashed');
      expect(await codeOf(engine.probe())).toBe('no error');
    }
  });

  it('lacks what the protocol promises', async () => {
    const engine = new WasmEngine({ module: trapping, openLane: openThreadLane, lanes: 1 });
    expect(await run(engine)).toBe('engine-crashed');
  });

  it('answers garbage', async () => {
    for (const openLane of [
      answering('not json'),
      answering('{}'),
      answering('{', true),
      answering('{}', true),
    ]) {
      const engine = new WasmEngine({ module: engineModule, openLane, lanes: 1 });
      expect(await codeOf(engine.probe())).toBe('engine-garbled');
    }
    expect(await run(new WasmEngine({ module: engineModule, openLane: answering(''), lanes: 2 }))).toBe(
      'engine-garbled',
    );
    const rightLength = '\0'.repeat(104 + 8 * 8 * 12);
    expect(
      await run(new WasmEngine({ module: engineModule, openLane: answering(rightLength), lanes: 2 })),
    ).toBe('engine-garbled');
  });

  it('never answers, until it is given up', async () => {
    let closed = 0;
    const silent: OpenLane = () =>
      Promise.resolve({ call: () => new Promise(() => undefined), close: () => void (closed += 1) });
    expect(
      await run(new WasmEngine({ module: engineModule, openLane: silent, lanes: 2, maxSilenceMs: 50 })),
    ).toBe('engine-timeout');
    expect(closed).toBe(2);
  });
});
