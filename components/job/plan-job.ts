import { failure, type Result, success } from '@/lib/domain/result';
import { readableText } from '@/lib/domain/stranger-text';
import { browserEngine } from '@/lib/engine/browser/open-browser-engine';
import { type Engine, type JobFiles } from '@/lib/engine/engine';
import { EngineError } from '@/lib/engine/engine-error';
import { encodeJob } from '@/lib/engine/job';
import { type PreparedCommission, prepareCommission } from '@/lib/session/commission';

import { type FamilySettings } from './read-job';

/**
 * Plans the job in a web worker of this page: nothing is computed. Loaded when there is something to plan for.
 *
 * @param material scene bytes, the configuration that a simulation begins with, or a model's header; null where there is none
 */
export async function planJob(
  asked: FamilySettings,
  material: Uint8Array | null,
): Promise<Result<PreparedCommission>> {
  try {
    const engine = await browserEngine();
    return success(await prepareCommission(engine, await filesOf(engine, asked, material)));
  } catch (error) {
    // The engine's words may quote a file.
    if (error instanceof EngineError)
      return failure(error.code, readableText(error.message, 200), error.next);
    return failure(
      'plan_failed',
      'The job could not be planned in this page.',
      'Try again, or reload the page.',
    );
  }
}

function filesOf(engine: Engine, asked: FamilySettings, material: Uint8Array | null): Promise<JobFiles> {
  switch (asked.family) {
    case 'rendering': {
      const scene = material ?? new Uint8Array();
      return Promise.resolve({ job: encodeJob(asked.settings, scene), input: scene });
    }
    case 'simulation':
      return engine.prepareSimulation(asked.settings, material ?? undefined);
    case 'generation':
      return engine.prepareGeneration(asked.settings, material ?? new Uint8Array());
  }
}
