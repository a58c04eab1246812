/** Renders the pictures of the scenes in public/scenes with our own engine: `npx tsx scripts/scenes/thumbnails.ts`. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { type SceneFormat } from '@/lib/engine/engine';
import { decodeJob, encodeJob } from '@/lib/engine/job';
import { openEngine } from '@/lib/engine/open-engine';
import { encodePng } from '@/lib/engine/png';
import { decodeResult, emptyResult, placeSegment } from '@/lib/engine/result';

const folder = path.resolve(import.meta.dirname, '../../public/scenes');
const scenes: readonly (readonly [string, SceneFormat])[] = [
  ['cornell_box.json', 'cornell-json'],
  ['teapot.ply', 'ply'],
  ['orrery.glb', 'glb'],
];
const settings = { width: 256, height: 256, tileEdge: 64, samples: 2_048, bounces: 6, seed: 1n };

const engine = await openEngine();
for (const [file, format] of scenes) {
  const scene = await engine.importScene(await readFile(path.join(folder, file)), format);
  const job = encodeJob(settings, scene);
  const decoded = decodeJob(job);
  const result = emptyResult(decoded);
  await engine.run({ job, input: scene, onSegment: (segment) => placeSegment(result, decoded, segment) });
  await writeFile(
    path.join(folder, 'thumbnails', `${path.parse(file).name}.png`),
    encodePng(decodeResult(result)),
  );
}
await engine.close();
