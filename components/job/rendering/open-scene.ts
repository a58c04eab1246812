import { failure, type Result, success } from '@/lib/domain/result';
import { browserEngine } from '@/lib/engine/browser/open-browser-engine';
import { JOB_BYTES } from '@/lib/engine/job';

import { type SceneChoice } from '../job-draft';
import { readableFileName } from '../upload/file-name';
import { keepUpload, keptUpload } from '../upload/kept-upload';
import { type ReadFile } from '../upload/use-file-upload';
import { catalogueScene } from './scene-catalogue';
import { checkSceneFile, checkSceneSize, headBytes, importProblem, type UploadCode } from './scene-upload';

/**
 * Makes a scene of a visitor's file in a web worker. Nothing leaves the browser. `maxUploadBytes` is what the offer takes,
 * null where that is not known.
 */
export async function readSceneFile(
  file: File,
  maxUploadBytes: bigint | null,
): Promise<Result<ReadFile, UploadCode>> {
  try {
    const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
    const checked = checkSceneFile({ name: file.name, sizeBytes: file.size, head });
    if (!checked.ok) return checked;
    const source = new Uint8Array(await file.arrayBuffer());
    const bytes = await (await browserEngine()).importScene(source, checked.value);
    const tooLarge =
      maxUploadBytes === null ? undefined : checkSceneSize(bytes.length, JOB_BYTES, maxUploadBytes);
    if (tooLarge !== undefined) return { ok: false, problem: tooLarge };
    return success({ choice: await keepUpload(readableFileName(file.name), bytes), bytes });
  } catch (error) {
    return { ok: false, problem: importProblem(error) };
  }
}

/** Canonical bytes of the chosen scene. Rejects where an upload is not in this browser any more. */
export async function openScene(choice: SceneChoice): Promise<Result<Uint8Array, UploadCode>> {
  try {
    if (choice.kind === 'catalogue') return await importCatalogueScene(choice.id);
    const scene = await keptUpload(choice);
    if (scene !== null) return success(scene);
    return failure(
      'file_unreadable',
      `The browser does not hold ${choice.name} any more.`,
      'Choose the file again, or one of the scenes here.',
    );
  } catch (error) {
    return { ok: false, problem: importProblem(error) };
  }
}

async function importCatalogueScene(id: string): Promise<Result<Uint8Array, UploadCode>> {
  const { file, format } = catalogueScene(id);
  const [engine, bytes] = await Promise.all([browserEngine(), fetchBytes(file)]);
  if (bytes !== null) return success(await engine.importScene(bytes, format));
  return failure('scene_unreachable', 'The scene could not be fetched.', 'Try again in a moment.');
}

async function fetchBytes(place: string): Promise<Uint8Array | null> {
  try {
    const response = await fetch(place);
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
  } catch {
    return null;
  }
}
