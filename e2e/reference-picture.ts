import { readFileSync } from 'node:fs';
import path from 'node:path';

import { openEngine } from '@/lib/engine/open-engine';
import { decodeJob, encodeJob, type JobSettings } from '@/lib/engine/job';
import { encodePng } from '@/lib/engine/png';
import { decodeResult, emptyResult, placeSegment } from '@/lib/engine/result';

const cornellFile = path.resolve(import.meta.dirname, '../public/scenes/cornell_box.json');

/** The PNG of the Cornell box that the settings mean, rendered here: what every honest machine must deliver. */
export async function referencePicture(settings: JobSettings): Promise<Buffer> {
  const engine = await openEngine();
  try {
    const scene = await engine.importScene(readFileSync(cornellFile), 'cornell-json');
    const bytes = encodeJob(settings, scene);
    const job = decodeJob(bytes);
    const result = emptyResult(job);
    await engine.run({
      job: bytes,
      input: scene,
      onSegment: (segment) => placeSegment(result, job, segment),
    });
    return Buffer.from(encodePng(decodeResult(result)));
  } finally {
    await engine.close();
  }
}
