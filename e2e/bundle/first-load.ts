import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** The production build, as `scripts/setup/build-app.js` leaves it. */
export const buildDir = path.resolve(import.meta.dirname, '../../.next');

/** A script of the build, by its path under `.next`, such as `static/chunks/1a2b.js`. */
export type Chunk = string;

/** Scripts that a browser loads for an answer of the app before anybody clicks, in order and once each. */
export function firstLoadChunks(html: string): readonly Chunk[] {
  const scripts = [...html.matchAll(/<script\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/\bnomodule\b/i.test(tag));
  const preloads = [...html.matchAll(/<link\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => /\bas="script"/.test(tag) || /\brel="modulepreload"/.test(tag));
  return [...new Set([...scripts, ...preloads].flatMap(chunkOf))];
}

/** Size on the wire in bytes, gzip at its usual level. */
export function gzipBytes(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, chunk) => sum + gzipSync(readChunk(chunk)).length, 0);
}

export function readChunk(chunk: Chunk): string {
  return readFileSync(path.join(buildDir, chunk), 'utf8');
}

/** The chunk that a script's address names, if it is one of the build. */
export function chunkOf(text: string): readonly Chunk[] {
  const name = /\/_next\/(static\/[^"?]+\.js)/.exec(text)?.[1];
  return name === undefined ? [] : [decodeURIComponent(name)];
}
