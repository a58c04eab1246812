import { contentDigest, jobRoot } from '@/lib/domain/commitment';
import { type Engine, type JobFiles, type JobPlan, type Segment } from '@/lib/engine/engine';
import { EngineError } from '@/lib/engine/engine-error';
import { decodeJob, PIXEL_BYTES, segmentCount, tileOf } from '@/lib/engine/job';
import { leafOf, noState, operationRoot, planRoot } from '@/lib/engine/segment-commitment';

const UNITS_PER_SEGMENT = 1_000_000n;

/**
 * An engine whose pace a test sets, so that a worker can be killed at a chosen segment: pictures of noise that follow
 * from the job alone, with the real commitments. What a real engine computes is tested with the real engine.
 */
export function pacedEngine(msPerSegment: number): Engine {
  let closed = false;
  const plan = async ({ job, input: scene }: JobFiles): Promise<JobPlan> => {
    const settings = decodeJob(job);
    const sceneSha256 = contentDigest(scene);
    if (!sceneSha256.every((byte, i) => byte === settings.sceneSha256[i]))
      throw new EngineError('bad-scene', 'The scene is not the one that the job names.');
    const count = segmentCount(settings);
    const cumulativeUnits = Array.from({ length: count }, (_, i) => BigInt(i + 1) * UNITS_PER_SEGMENT);
    const root = planRoot(cumulativeUnits);
    return {
      jobRoot: jobRoot({
        graphRoot: contentDigest(job),
        inputRoot: sceneSha256,
        modelRoot: new Uint8Array(32),
        profile: 2,
        planRoot: root,
        segmentCount: BigInt(count),
      }),
      planRoot: root,
      segmentCount: count,
      cumulativeUnits,
      peakMemoryBytes: 1_000_000n,
      resultBytes: BigInt(16 + settings.width * settings.height * PIXEL_BYTES),
      inputRoot: sceneSha256,
      carriesState: false,
    };
  };
  const segmentOf = (job: Uint8Array, index: number): Segment => {
    const tile = tileOf(decodeJob(job), index);
    const output = new Uint8Array(tile.width * tile.height * PIXEL_BYTES);
    const noise = contentDigest(Uint8Array.from([...job, index & 255, index >> 8]));
    for (let i = 0; i < output.length; i += 1) output[i] = (noise[i % 32] ?? 0) & 0x3f;
    const root = operationRoot(output);
    const commitment = { index, units: UNITS_PER_SEGMENT, ...noState, operationRoot: root };
    return { ...commitment, leaf: leafOf(commitment), output };
  };
  return {
    backend: 'wasm',
    probe: async () => ({ backend: 'wasm', version: 'paced', threads: 1, devices: [] }),
    bench: async () => ({
      backend: 'wasm',
      threads: 1,
      workUnitsPerSecond: 10_000_000n,
      raysPerSecond: 1,
      elapsedSeconds: 1,
    }),
    importScene: async () => Promise.reject(new EngineError('import-failed', 'This engine imports nothing.')),
    prepareSimulation: async () =>
      Promise.reject(new EngineError('bad-job', 'This engine simulates nothing.')),
    prepareGeneration: async () =>
      Promise.reject(new EngineError('bad-job', 'This engine generates nothing.')),
    readVocabulary: async () =>
      Promise.reject(new EngineError('bad-model', 'This engine has no vocabulary.')),
    plan,
    run: async ({ job, from = 0, to, signal, onSegment }) => {
      const end = to ?? segmentCount(decodeJob(job));
      for (let index = from; index < end; index += 1) {
        await new Promise((resolve) => setTimeout(resolve, msPerSegment));
        if (closed) throw new EngineError('engine-closed', 'The engine was closed.');
        if (signal?.aborted === true) throw new EngineError('cancelled', 'The run was cancelled.');
        await onSegment(segmentOf(job, index));
      }
    },
    verifySegment: async ({ job, claimed }) => {
      const computed = segmentOf(job, claimed.index);
      return { matches: computed.leaf.every((byte, i) => byte === claimed.leaf[i]), computed };
    },
    close: async () => void (closed = true),
  };
}
