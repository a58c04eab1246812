import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';

import { DataPlaneError, errorResponse } from '@/lib/blobs/data-plane-error';

import { ModelFolder } from './model-folder';

const folder = new ModelFolder();
/** Bytes never change under their name. */
const headers = {
  'content-type': 'application/octet-stream',
  'cache-control': 'public, max-age=31536000, immutable',
};

/** Answers with the beginning of a model's file. */
export async function headerResponse(sha256: string): Promise<Response> {
  const header = await folder.header(sha256);
  return header === null ? notHere() : new Response(new Uint8Array(header), { headers });
}

/** Answers with a model's whole file, as it is read; who takes it hashes it. */
export async function fileResponse(sha256: string): Promise<Response> {
  const place = await folder.place(sha256);
  if (place === null) return notHere();
  const { size } = await stat(place);
  const body = Readable.toWeb(createReadStream(place)) as ReadableStream<Uint8Array>;
  return new Response(body, { headers: { ...headers, 'content-length': String(size) } });
}

function notHere(): Response {
  return errorResponse(
    new DataPlaneError('not_found', 'This server does not hold the model.', 'Choose another model.'),
  );
}
