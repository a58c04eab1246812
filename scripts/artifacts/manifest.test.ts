import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { checkEntry, hashSources, listSources, measureEntry, type ArtifactEntry } from './manifest';

const unmeasured: ArtifactEntry = {
  name: 'thing',
  path: 'out/thing.bin',
  sha256: '0'.repeat(64),
  sources: ['src/**/*.rs', 'Cargo.toml'],
  sourceSha256: '0'.repeat(64),
};

describe('artifact manifest', () => {
  let root: string;
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'artifacts-'));
    write('Cargo.toml', 'a');
    write('src/b.rs', 'b');
    write('src/deep/a.rs', 'c');
    write('src/target/junk.rs', 'd');
    write('src/notes.md', 'e');
    write('out/thing.bin', 'binary');
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('lists what the globs match, sorted, without build output', () => {
    expect(listSources(root, unmeasured.sources)).toEqual(['Cargo.toml', 'src/b.rs', 'src/deep/a.rs']);
  });

  it('finds nothing wrong right after measuring', () => {
    expect(checkEntry(root, measureEntry(root, unmeasured))).toEqual([]);
  });

  it.each([
    ['a source changed', 'src/b.rs', 'stale'],
    ['a source was added', 'src/new.rs', 'stale'],
    ['the built file changed', 'out/thing.bin', 'changed'],
  ])('notices that %s', (_, file, code) => {
    const entry = measureEntry(root, unmeasured);
    write(file, 'other');
    expect(checkEntry(root, entry).map((problem) => problem.code)).toEqual([code]);
  });

  it('tells moving bytes between files from leaving them', () => {
    const before = hashSources(root, unmeasured.sources);
    write('src/b.rs', 'c');
    write('src/deep/a.rs', 'b');
    expect(hashSources(root, unmeasured.sources)).not.toBe(before);
  });

  it('reports a missing file and globs that match nothing', () => {
    const missing = { ...unmeasured, path: 'out/none.bin' };
    expect(checkEntry(root, missing)[0]?.code).toBe('missing');
    const empty = measureEntry(root, { ...unmeasured, sources: ['nowhere/**'] });
    expect(checkEntry(root, empty)[0]?.code).toBe('no-sources');
  });
});
