import { failure, type Result, success } from '@/lib/domain/result';
import { hexFromBytes } from '@/lib/domain/bytes';
import { browserEngine } from '@/lib/engine/browser/open-browser-engine';
import { JOB_BYTES } from '@/lib/engine/job';
import { browserChain } from '@/lib/rpc/browser-chain';
import { type HeldBytesStore, heldBytesStore } from '@/lib/storage/held-bytes-store';

import { readableFileName } from './file-name';
import { type SceneChoice } from './job-draft';
import { catalogueScene } from './scene-catalogue';
import { checkSceneFile, checkSceneSize, headBytes, importProblem, type UploadCode } from './scene-upload';

/** Who holds an uploaded scene while no lease does. */
const draftHolder = 'draft';

/** A scene that was just read from a file. */
export interface ReadScene {
  readonly choice: SceneChoice;
  /** Canonical scene bytes. */
  readonly scene: Uint8Array;
}

/**
 * Makes a scene of a visitor's file in a web worker. Nothing leaves the browser. `maxUploadBytes` is what the offer takes,
 * null where that is not known.
 */
export async function readSceneFile(
  file: File,
  maxUploadBytes: bigint | null,
): Promise<Result<ReadScene, UploadCode>> {
  try {
    const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
    const checked = checkSceneFile({ name: file.name, sizeBytes: file.size, head });
    if (!checked.ok) return checked;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const scene = await (await browserEngine()).importScene(bytes, checked.value);
    const tooLarge =
      maxUploadBytes === null ? undefined : checkSceneSize(scene.length, JOB_BYTES, maxUploadBytes);
    if (tooLarge !== undefined) return { ok: false, problem: tooLarge };
    const sha256 = await sha256Of(scene);
    await keepForReload(sha256, scene);
    return success({ choice: { kind: 'upload', name: readableFileName(file.name), sha256 }, scene });
  } catch (error) {
    return { ok: false, problem: importProblem(error) };
  }
}

/** Canonical bytes of the chosen scene. Rejects where an upload is not in this browser any more. */
export async function openScene(choice: SceneChoice): Promise<Result<Uint8Array, UploadCode>> {
  try {
    if (choice.kind === 'catalogue') return await importCatalogueScene(choice.id);
    const scene = await (await draftBytes()).get(choice.sha256);
    if (scene !== null && (await sha256Of(scene)) === choice.sha256) return success(scene);
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

async function keepForReload(sha256: string, scene: Uint8Array): Promise<void> {
  try {
    const bytes = await draftBytes();
    await bytes.release(draftHolder);
    await bytes.put(draftHolder, sha256, scene);
  } catch {
    // Without storage or room the scene lives as long as the page; the lease's own copy is asked for before signing.
  }
}

async function draftBytes(): Promise<HeldBytesStore> {
  return heldBytesStore(await (await browserChain()).genesisHash());
}

async function sha256Of(bytes: Uint8Array): Promise<string> {
  return hexFromBytes(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))));
}
