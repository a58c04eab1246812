import { open } from 'node:fs/promises';
import path from 'node:path';

import { type Engine, type SceneFormat } from '@/lib/engine/engine';
import { EngineError } from '@/lib/engine/engine-error';

import { DemoProblem, exitCode } from './demo-problem';

/** The Cornell box that comes with the repository. */
export const defaultScene = path.resolve(
  import.meta.dirname,
  '../../programs/engine/scenes/cornell_box.json',
);

const largestFileBytes = 256 * 1024 * 1024;

const formats: Readonly<Record<string, SceneFormat>> = {
  '.json': 'cornell-json',
  '.ply': 'ply',
  '.gltf': 'gltf',
  '.glb': 'glb',
};

/** Canonical scene bytes of a file. @throws DemoProblem when it cannot be read or is not a clean scene */
export async function readScene(engine: Engine, file: string): Promise<Uint8Array> {
  const format = formats[path.extname(file).toLowerCase()];
  if (format === undefined) {
    const known = Object.keys(formats).join(', ');
    throw badScene(
      `"${file}" is not a kind of scene that can be rendered.`,
      `Give a file that ends in ${known}.`,
    );
  }
  try {
    return await engine.importScene(await readFile(file), format);
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'import-failed') throw error;
    throw badScene(`"${file}" is refused: ${error.message}`, error.next);
  }
}

async function readFile(file: string): Promise<Uint8Array> {
  let handle;
  try {
    handle = await open(file);
    const info = await handle.stat();
    if (!info.isFile()) throw badScene(`"${file}" is not a file.`, 'Give the path of a scene file.');
    if (info.size > largestFileBytes) {
      throw badScene(`"${file}" has ${info.size} bytes.`, `A scene file may have ${largestFileBytes} bytes.`);
    }
    return new Uint8Array(await handle.readFile());
  } catch (error) {
    if (error instanceof DemoProblem) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw badScene(`"${file}" cannot be read (${reason}).`, 'Check the path and its permissions.');
  } finally {
    await handle?.close();
  }
}

function badScene(message: string, next: string): DemoProblem {
  return new DemoProblem(exitCode.badInput, message, next);
}
