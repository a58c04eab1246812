import { chunksOf, tooLarge } from './byte-stream';
import { DataPlaneError } from './data-plane-error';
import { type Sha256Hex } from './digest';
import { type FolderStore } from './folder-store';

/** A blob never changes under its name, so every cache may keep it. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/**
 * Answers `GET` and `HEAD` of one blob, with `range: bytes=N-` to resume.
 * @throws DataPlaneError `not_found`, `range_not_satisfiable`
 */
export async function serveBlob(request: Request, store: FolderStore, hash: Sha256Hex): Promise<Response> {
  const etag = `"${hash}"`;
  const headers = new Headers({
    etag,
    'cache-control': IMMUTABLE,
    'accept-ranges': 'bytes',
    'content-type': 'application/octet-stream',
    // The bytes come from strangers: no browser may take them for a page.
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': 'attachment',
  });
  const from = firstByteOf(request.headers.get('range'));
  const { size, body } = await store.stream(hash, from);
  if (request.headers.get('if-none-match') === etag) {
    await body.cancel();
    return new Response(null, { status: 304, headers });
  }
  if (from > 0 && from >= size) {
    await body.cancel();
    throw new DataPlaneError(
      'range_not_satisfiable',
      `This blob ends after ${size} bytes.`,
      'Ask for an earlier byte.',
    );
  }
  headers.set('content-length', String(size - from));
  if (from > 0) headers.set('content-range', `bytes ${from}-${size - 1}/${size}`);
  if (request.method === 'HEAD') {
    await body.cancel();
    return new Response(null, { status: 200, headers });
  }
  return new Response(body, { status: from > 0 ? 206 : 200, headers });
}

/**
 * Answers `PUT` of one blob whose size the caller has authorised.
 * @throws DataPlaneError `length_required`, `too_large`, `bad_request`, `wrong_hash`, `storage_full`
 */
export async function takeBlob(
  request: Request,
  store: FolderStore,
  hash: Sha256Hex,
  permittedBytes: number,
): Promise<Response> {
  const declared = declaredLength(request.headers);
  if (declared > permittedBytes) throw tooLarge(permittedBytes);
  const { created, bytes } = await store.put(hash, permittedBytes, chunksOf(request.body));
  return Response.json({ sha256: hash, bytes }, { status: created ? 201 : 200 });
}

/** @throws DataPlaneError `length_required` */
export function declaredLength(headers: Headers): number {
  const text = headers.get('content-length') ?? '';
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new DataPlaneError(
    'length_required',
    'An upload states its size in content-length.',
    'Send content-length.',
  );
}

/** Only `bytes=N-` is honoured; any other range asks for the whole, as RFC 9110 §14.2 allows. */
const firstByteOf = (range: string | null): number => {
  const match = /^bytes=(\d{1,15})-$/.exec(range ?? '');
  return match === null ? 0 : Number(match[1]);
};
