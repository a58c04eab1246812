import { failure, type Problem, type Result, success } from '@/lib/domain/result';
import { formatBytes } from '@/lib/domain/quantity';
import { readableText } from '@/lib/domain/stranger-text';
import { type SceneFormat } from '@/lib/engine/engine';
import { EngineError } from '@/lib/engine/engine-error';

/** What the importer reads at most (programs/engine/src/import/limits.rs). */
export const largestFileBytes = 256 * 1_024 * 1_024;
/** How much of a file's beginning tells its kind. */
export const headBytes = 4_096;
/** Endings that the file dialog offers. */
export const acceptedEndings = '.glb,.gltf,.ply';

/** What is known of a file before all of it is read. */
export interface OfferedFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** Its first `headBytes` bytes, or all of it. */
  readonly head: Uint8Array;
}

export type UploadCode =
  | 'file_empty'
  | 'file_too_large'
  | 'file_wrong_type'
  | 'file_mislabelled'
  | 'file_unreadable'
  | 'scene_unreachable'
  | 'scene_refused'
  | 'scene_too_large';

/** Which kind of scene a file is, or why it cannot be one; the importer has the last word on its contents. */
export function checkSceneFile({ name, sizeBytes, head }: OfferedFile): Result<SceneFormat, UploadCode> {
  const ending = /\.(ply|gltf|glb)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === undefined) {
    return failure(
      'file_wrong_type',
      'This is not a kind of scene that can be rendered.',
      'Choose a file that ends in .glb, .gltf or .ply.',
    );
  }
  if (sizeBytes === 0) return failure('file_empty', 'The file is empty.', 'Export it again.');
  if (sizeBytes > largestFileBytes) {
    return failure(
      'file_too_large',
      `The file has ${formatBytes(BigInt(sizeBytes))}.`,
      `A scene file may have ${formatBytes(BigInt(largestFileBytes))}: reduce the mesh or its textures.`,
    );
  }
  const format = formatOf(head);
  if (format === undefined || (format === 'ply') !== (ending === 'ply')) {
    return failure(
      'file_mislabelled',
      `The file is named .${ending} but does not begin like one.`,
      'Export it again, as GLB or PLY.',
    );
  }
  return success(format);
}

function formatOf(head: Uint8Array): SceneFormat | undefined {
  const text = new TextDecoder('latin1').decode(head);
  if (/^ply[\r\n]/.test(text)) return 'ply';
  if (text.startsWith('glTF')) return 'glb';
  return /^(?:\u00EF\u00BB\u00BF)?[ \t\r\n]*\{/.test(text) ? 'gltf' : undefined;
}

/** Whether an offer takes the scene: its job travels with it. */
export function checkSceneSize(
  sceneBytes: number,
  jobBytes: number,
  maxUploadBytes: bigint,
): Problem<UploadCode> | undefined {
  const needed = BigInt(sceneBytes + jobBytes);
  if (needed <= maxUploadBytes) return undefined;
  return failure(
    'scene_too_large',
    `The scene comes to ${formatBytes(needed)}, and this offer takes ${formatBytes(maxUploadBytes)}.`,
    'Choose a smaller scene, or an offer that takes more.',
  ).problem;
}

/** Why a scene could not be made of a file. The importer's words may quote the file, so they are cleaned. */
export function importProblem(error: unknown): Problem<UploadCode> {
  if (error instanceof EngineError) {
    const next =
      error.detail === 'external-data'
        ? 'Export it as one GLB file, which holds everything itself.'
        : error.next;
    return failure('scene_refused', readableText(error.message, 200), next).problem;
  }
  return failure(
    'file_unreadable',
    'The browser could not read the file.',
    'Check that it is still there, and choose it again.',
  ).problem;
}
