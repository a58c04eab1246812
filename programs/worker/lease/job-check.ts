import { equalBytes, hexFromBytes } from '@/lib/domain/bytes';
import { type Digest } from '@/lib/domain/commitment';
import { type Engine, type JobFiles, type JobPlan } from '@/lib/engine/engine';
import { EngineError, type EngineErrorCode } from '@/lib/engine/engine-error';
import { type JobOutline } from '@/lib/engine/outline/job-outline';
import { outlineOf } from '@/lib/engine/outline/outline-of';
import { type ModelFolder } from '@/lib/models/model-folder';
import { type Lease } from '@/lib/pyronet/generated';

import { type Refusal, refusal } from './refusal';

/** A job that is exactly what the lease says. */
export interface CheckedJob {
  readonly files: JobFiles;
  readonly outline: JobOutline;
  readonly plan: JobPlan;
}

/** What is wrong with a job, and not with the engine of this machine. */
const theirs: ReadonlySet<EngineErrorCode> = new Set([
  'bad-job',
  'bad-scene',
  'bad-input',
  'out-of-memory',
  'job-aborted',
]);

/**
 * Plans the job with our own engine and compares everything with what the lease fixed on chain. Only then can an
 * attestation succeed, so nothing is started before.
 */
export async function checkJob(
  engine: Pick<Engine, 'plan'>,
  lease: Lease,
  files: JobFiles,
  models: Pick<ModelFolder, 'model'>,
): Promise<CheckedJob | Refusal> {
  let plan: JobPlan;
  let outline: JobOutline;
  try {
    outline = outlineOf(files.job);
    plan = await engine.plan(files);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return theirs.has(error.code)
      ? refusal('job_unreadable', error.message, error.next)
      : refusal('engine_failed', 'The engine of this machine cannot plan the job.', 'Take another offer.');
  }
  const units = plan.cumulativeUnits.at(-1) ?? 0n;
  const differences = [
    [!same(lease.jobRoot, plan.jobRoot), 'the job root'],
    [!same(lease.planRoot, plan.planRoot), 'the plan root'],
    [lease.segmentCount !== BigInt(plan.segmentCount), 'the number of segments'],
    [lease.unitCap < units, 'the work units paid for'],
    [lease.peakMemoryBytes < plan.peakMemoryBytes, 'the memory agreed'],
    [lease.outputBytesMax < plan.resultBytes, 'the size of the result agreed'],
    [lease.inputBytes < BigInt(files.input.byteLength), 'the size of the inputs agreed'],
  ] as const;
  const different = differences.filter(([differs]) => differs).map(([, what]) => what);
  if (different.length > 0)
    return refusal(
      'job_not_as_agreed',
      `The uploaded job does not match the lease in ${different.join(', ')}.`,
      'Open a lease with the plan of this very job.',
    );
  if (outline.model === null) return { files, outline, plan };
  const model = await models.model(hexFromBytes(outline.model.sha256));
  if (model !== null) return { files: { ...files, model }, outline, plan };
  return refusal(
    'model_missing',
    'This machine does not hold the model that the job names.',
    'Choose a machine that does.',
  );
}

const same = (onChain: ArrayLike<number>, computed: Digest): boolean =>
  equalBytes(Uint8Array.from(onChain), computed);
