import { hexFromBytes } from '@/lib/domain/bytes';
import { browserEngine } from '@/lib/engine/browser/open-browser-engine';
import { type GenerationJob } from '@/lib/engine/generation-job';
import { Vocabulary } from '@/lib/engine/vocabulary';
import { fetchModelHeader, fetchModels } from '@/lib/models/models-client';

/** What the tokens of a job's model stand for. Rejects where this site does not know the model. */
export async function fetchVocabulary({ modelSha256 }: GenerationJob): Promise<Vocabulary> {
  const name = hexFromBytes(modelSha256);
  const model = (await fetchModels()).find(({ sha256 }) => sha256 === name);
  if (model === undefined) throw new Error('This site does not hold the vocabulary of the model.');
  const [engine, header] = await Promise.all([browserEngine(), fetchModelHeader(model)]);
  return Vocabulary.read(await engine.readVocabulary(header));
}
