import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { buildDir, type Chunk, chunkOf, readChunk } from './first-load';

/** Pages of the build: where each is served, and the file that Next names it by. */
export function builtPages(): readonly { readonly route: string; readonly entry: string }[] {
  const routes = JSON.parse(
    readFileSync(path.join(buildDir, 'app-path-routes-manifest.json'), 'utf8'),
  ) as Record<string, string>;
  return Object.entries(routes)
    .filter(([entry, route]) => entry.endsWith('/page') && !route.startsWith('/_'))
    .map(([entry, route]) => ({ entry, route }));
}

/** Every chunk that a page could ever load: what its components name, and what those chunks name in turn. */
export function reachableChunks(entry: string, firstLoad: readonly Chunk[]): readonly Chunk[] {
  const found = new Set<Chunk>();
  const open: Chunk[] = [...firstLoad, ...clientChunks(entry)];
  for (let chunk = open.pop(); chunk !== undefined; chunk = open.pop()) {
    if (found.has(chunk) || !existsSync(path.join(buildDir, chunk))) continue;
    found.add(chunk);
    open.push(...namedChunks(readChunk(chunk)));
  }
  return [...found];
}

/** Chunks of every client component that a page's server part refers to. */
function clientChunks(entry: string): readonly Chunk[] {
  const manifest = readFileSync(
    path.join(buildDir, 'server/app', `${entry}_client-reference-manifest.js`),
    'utf8',
  );
  return [...manifest.matchAll(/"(\/_next\/static\/chunks\/[^"]+\.js)"/g)].flatMap(([, url = '']) =>
    chunkOf(url),
  );
}

function namedChunks(code: string): readonly Chunk[] {
  return [...code.matchAll(/["'`](static\/chunks\/[^"'`]+\.js)["'`]/g)].flatMap(([, name = '']) => [name]);
}
