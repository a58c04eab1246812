import { z } from 'zod';

import { type Engine } from '@/lib/engine/engine';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

/** How fast this machine was measured to be. */
export interface MeasuredSpeed {
  readonly workUnitsPerSecond: bigint;
  readonly raysPerSecond: number;
  /** What was measured: a change makes a new measurement due. */
  readonly machine: string;
}

const stored = z.object({
  machine: z.string(),
  workUnitsPerSecond: z.string().regex(/^\d+$/),
  raysPerSecond: z.number(),
});

/** The speed as last measured with this engine on this machine, measured now where it never was. */
export async function measuredSpeed(engine: Engine, facts: KeyValueStore): Promise<MeasuredSpeed> {
  const { backend, version, threads, devices } = await engine.probe();
  const machine = [backend, version, `${threads} threads`, ...devices].join(' · ');
  const known = stored.safeParse(parseJson(await facts.get('speed')));
  if (known.success && known.data.machine === machine) {
    return { ...known.data, workUnitsPerSecond: BigInt(known.data.workUnitsPerSecond) };
  }
  const { workUnitsPerSecond, raysPerSecond } = await engine.bench();
  const speed = { machine, workUnitsPerSecond, raysPerSecond };
  await facts.set('speed', JSON.stringify({ ...speed, workUnitsPerSecond: workUnitsPerSecond.toString() }));
  return speed;
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
