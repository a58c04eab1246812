import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

/** Where the manifest lies, from the repository's root. */
export const manifestPath = 'programs/artifacts.json';

const hexDigest = z.string().regex(/^[0-9a-f]{64}$/u);

const entrySchema = z.strictObject({
  /** What `artifacts update` is called with. */
  name: z.string().min(1),
  /** The built file, from the repository's root. */
  path: z.string().min(1),
  /** SHA-256 of the built file. */
  sha256: hexDigest,
  /** Globs of everything the build reads; `**` spans folders, `*` does not. */
  sources: z.array(z.string().min(1)).min(1),
  /** SHA-256 over the paths and contents of the sources, see {@link hashSources}. */
  sourceSha256: hexDigest,
});

const manifestSchema = z.strictObject({ artifacts: z.array(entrySchema) });

export type ArtifactEntry = z.infer<typeof entrySchema>;
export type ArtifactManifest = z.infer<typeof manifestSchema>;

/** What is wrong with an artefact, and what to do. */
export interface ArtifactProblem {
  readonly code: 'missing' | 'changed' | 'stale' | 'no-sources';
  readonly name: string;
  readonly message: string;
}

const ignoredFolders = new Set(['target', 'node_modules', '.git', '.next', '.pyronet']);

/** Reads the manifest of the repository at `root`; throws where it is not of the expected form. */
export function readManifest(root: string): ArtifactManifest {
  return manifestSchema.parse(JSON.parse(readFileSync(path.join(root, manifestPath), 'utf8')));
}

export function writeManifest(root: string, manifest: ArtifactManifest): void {
  writeFileSync(path.join(root, manifestPath), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The entry with both hashes taken anew from the files at `root`. */
export function measureEntry(root: string, entry: ArtifactEntry): ArtifactEntry {
  return { ...entry, sha256: hashFile(root, entry.path), sourceSha256: hashSources(root, entry.sources) };
}

/** Compares an entry with the files at `root`. */
export function checkEntry(root: string, entry: ArtifactEntry): ArtifactProblem[] {
  const problem = (code: ArtifactProblem['code'], message: string): ArtifactProblem => ({
    code,
    name: entry.name,
    message,
  });
  if (!existsSync(path.join(root, entry.path))) {
    return [problem('missing', `${entry.path} is missing; build it and commit it`)];
  }
  const problems: ArtifactProblem[] = [];
  if (hashFile(root, entry.path) !== entry.sha256) {
    problems.push(
      problem('changed', `${entry.path} is not the file that was recorded; build it and record it again`),
    );
  }
  if (listSources(root, entry.sources).length === 0) {
    problems.push(problem('no-sources', `${entry.name} names no source file that exists`));
  } else if (hashSources(root, entry.sources) !== entry.sourceSha256) {
    problems.push(
      problem('stale', `${entry.path} was built from other sources; build it and record it again`),
    );
  }
  return problems;
}

/**
 * SHA-256 over every source in path order: path, a zero byte, SHA-256 of the contents.
 * It depends on nothing but names and bytes, so that a machine without the compiler can compare it.
 */
export function hashSources(root: string, globs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const source of listSources(root, globs)) {
    hash.update(source).update('\0');
    hash.update(
      createHash('sha256')
        .update(readFileSync(path.join(root, source)))
        .digest(),
    );
  }
  return hash.digest('hex');
}

/** The files that match any of the globs, with forward slashes, sorted by their bytes. */
export function listSources(root: string, globs: readonly string[]): string[] {
  const found = new Set<string>();
  for (const glob of globs) {
    const pattern = globPattern(glob);
    for (const file of walk(root, fixedPart(glob))) {
      if (pattern.test(file)) found.add(file);
    }
  }
  return [...found].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
}

function hashFile(root: string, file: string): string {
  return createHash('sha256')
    .update(readFileSync(path.join(root, file)))
    .digest('hex');
}

/** The folders of a glob before its first wildcard. */
function fixedPart(glob: string): string {
  const parts = glob.split('/');
  const wild = parts.findIndex((part) => part.includes('*'));
  return parts.slice(0, wild === -1 ? parts.length : wild).join('/');
}

function globPattern(glob: string): RegExp {
  const source = glob
    .split(/(\*\*\/|\*\*|\*)/u)
    .map((part) => {
      if (part === '**/') return '(?:.*/)?';
      if (part === '**') return '.*';
      if (part === '*') return '[^/]*';
      return part.replaceAll(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`);
    })
    .join('');
  return new RegExp(`^${source}$`, 'u');
}

function* walk(root: string, from: string): Generator<string> {
  const absolute = path.join(root, from);
  if (!existsSync(absolute)) return;
  const entries = readdirSync(path.dirname(absolute), { withFileTypes: true });
  const own = entries.find((entry) => entry.name === path.basename(absolute));
  if (from !== '' && own?.isFile() === true) {
    yield from;
    return;
  }
  for (const entry of readdirSync(absolute, { withFileTypes: true })) {
    const relative = from === '' ? entry.name : `${from}/${entry.name}`;
    if (entry.isDirectory() && !ignoredFolders.has(entry.name)) yield* walk(root, relative);
    if (entry.isFile()) yield relative;
  }
}
