import { failure, type Result, success } from '@/lib/domain/result';
import { browserEngine } from '@/lib/engine/browser/open-browser-engine';
import { EngineError } from '@/lib/engine/engine-error';
import { type JobSettings } from '@/lib/engine/job';
import { type PreparedCommission, prepareCommission } from '@/lib/session/commission';

/** Plans the job in a web worker of this page: nothing is rendered. Loaded when there is a scene to plan for. */
export async function planJob(scene: Uint8Array, settings: JobSettings): Promise<Result<PreparedCommission>> {
  try {
    return success(await prepareCommission(await browserEngine(), scene, settings));
  } catch (error) {
    if (error instanceof EngineError) return failure(error.code, error.message, error.next);
    return failure(
      'plan_failed',
      'The job could not be planned in this page.',
      'Try again, or reload the page.',
    );
  }
}
