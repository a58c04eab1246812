import { formatBytes } from '@/lib/domain/quantity';
import { failure, type Result, success } from '@/lib/domain/result';
import { readableText } from '@/lib/domain/stranger-text';
import { browserEngine } from '@/lib/engine/browser/open-browser-engine';
import { EngineError } from '@/lib/engine/engine-error';

import { type UploadChoice } from '../job-draft';
import { readableFileName } from '../upload/file-name';
import { keepUpload, keptUpload } from '../upload/kept-upload';
import { type ReadFile } from '../upload/use-file-upload';
import { largestConfigurationBytes } from './configuration-limits';

/** Settings with which a configuration is tried; any others would read the same atoms. */
const trial = { cutoff: 1, timeStep: 0.005, steps: 1, segmentSteps: 1, rowInterval: 0, seed: 0n } as const;

/**
 * Reads a visitor's configuration in a web worker and keeps the file as it is: settings decide what becomes of it.
 * `maxUploadBytes` is what the offer takes, null where that is not known.
 */
export async function readConfiguration(
  file: File,
  maxUploadBytes: bigint | null,
): Promise<Result<ReadFile>> {
  if (file.size === 0) return failure('file_empty', 'The file is empty.', 'Export it again.');
  if (file.size > largestConfigurationBytes) {
    return failure(
      'file_too_large',
      `The file has ${formatBytes(BigInt(file.size))}.`,
      `A configuration may have ${formatBytes(BigInt(largestConfigurationBytes))}.`,
    );
  }
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const start = { kind: 'xyz', temperature: 1 } as const;
    const { job, input } = await (await browserEngine()).prepareSimulation({ start, ...trial }, bytes);
    const needed = BigInt(job.length + input.length);
    if (maxUploadBytes !== null && needed > maxUploadBytes) {
      return failure(
        'configuration_too_large',
        `The atoms come to ${formatBytes(needed)}, and this offer takes ${formatBytes(maxUploadBytes)}.`,
        'Choose fewer atoms, or an offer that takes more.',
      );
    }
    return success({ choice: await keepUpload(readableFileName(file.name), bytes), bytes });
  } catch (error) {
    // The engine's words may quote the file.
    if (error instanceof EngineError)
      return failure('configuration_refused', readableText(error.message, 200), error.next);
    return failure(
      'file_unreadable',
      'The browser could not read the file.',
      'Check that it is still there, and choose it again.',
    );
  }
}

/** The file that was chosen, where this browser still holds it. */
export async function openConfiguration(choice: UploadChoice): Promise<Result<Uint8Array>> {
  const bytes = await keptUpload(choice).catch(() => null);
  if (bytes !== null) return success(bytes);
  return failure(
    'file_unreadable',
    `The browser does not hold ${choice.name} any more.`,
    'Choose the file again, or one of the presets here.',
  );
}
