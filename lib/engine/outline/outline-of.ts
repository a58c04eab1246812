import { EngineError } from '../engine-error';
import { generationMagic, generationOutline } from './generation';
import { type JobOutline } from './job-outline';
import { renderingMagic, renderingOutline } from './rendering';
import { simulationMagic, simulationOutline } from './simulation';

const families: Readonly<Record<string, (job: Uint8Array) => JobOutline>> = {
  [renderingMagic]: renderingOutline,
  [simulationMagic]: simulationOutline,
  [generationMagic]: generationOutline,
};

/** What canonical job bytes of any family say. Throws `bad-job`. */
export function outlineOf(job: Uint8Array): JobOutline {
  const family = families[new TextDecoder('latin1').decode(job.subarray(0, 8))];
  if (family === undefined) throw new EngineError('bad-job', 'These bytes are not a job.');
  return family(job);
}
