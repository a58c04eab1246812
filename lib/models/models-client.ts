import { hexFromBytes } from '@/lib/domain/bytes';

import { type KnownModel, knownModels } from './known-model';

/** Models that the app's server holds the headers of. Rejects when it cannot be asked. Browser only. */
export async function fetchModels(): Promise<readonly KnownModel[]> {
  const response = await fetch('/api/models');
  if (!response.ok) throw new Error(`The list of models was not to be had (${response.status}).`);
  return knownModels.parse(await response.json()).models;
}

/** The beginning of a model's file, hashed here. Rejects when it is not to be had, or is another. Browser only. */
export async function fetchModelHeader({ sha256, header_sha256 }: KnownModel): Promise<Uint8Array> {
  return fetchHashed(`/api/models/${sha256}/header`, header_sha256);
}

/** A model's whole file, hashed here. Rejects as `fetchModelHeader` does. Browser only. */
export async function fetchModelFile(sha256: string): Promise<Uint8Array> {
  return fetchHashed(`/api/models/${sha256}/file`, sha256);
}

async function fetchHashed(place: string, sha256: string): Promise<Uint8Array> {
  const response = await fetch(place);
  if (!response.ok) throw new Error('The model is not to be had here.');
  const bytes = new Uint8Array(await response.arrayBuffer());
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  if (hexFromBytes(digest) !== sha256) throw new Error('The model arrived damaged.');
  return bytes;
}
