import { failure, type Result, success } from '@/lib/domain/result';
import { fetchModelHeader } from '@/lib/models/models-client';

import { type KnownModel } from '@/lib/models/known-model';

/** The beginning of a model's file, from this site. */
export async function openModel(model: KnownModel): Promise<Result<Uint8Array>> {
  try {
    return success(await fetchModelHeader(model));
  } catch (error) {
    const message = error instanceof Error ? error.message : 'The model is not to be had here.';
    return failure('model_unreachable', message, 'Try again in a moment.');
  }
}
