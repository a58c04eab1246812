import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

import { expect, test } from 'vitest';

import { renderClient } from '../client/render-client';

const root = path.resolve(import.meta.dirname, '../../..');
const idl = path.join(root, 'programs/idl/pyronet.json');

function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    names.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file), readFileSync(file, 'utf8')];
    }),
  );
}

test('the committed client is what the committed IDL renders to', async () => {
  const workshops = path.join(root, '.pyronet');
  mkdirSync(workshops, { recursive: true });
  const workshop = mkdtempSync(path.join(workshops, 'client-'));
  try {
    const rendered = path.join(workshop, 'generated');
    await renderClient(idl, rendered);
    expect(filesOf(rendered)).toEqual(filesOf(path.join(root, 'lib/pyronet/generated')));
  } finally {
    rmSync(workshop, { recursive: true });
  }
});

const hasCargo = spawnSync('cargo', ['--version']).status === 0;

test.skipIf(!hasCargo)(
  'the committed IDL and the page of billing states are what the Rust sources say (needs cargo)',
  () => {
    const manifest = path.join(root, 'programs/pyronet/Cargo.toml');
    const check = ['run', '--quiet', '--manifest-path', manifest, '-p', 'pyronet-idl-gen', '--', '--check'];
    const result = spawnSync('cargo', check, { encoding: 'utf8' });
    expect(result.status, result.stderr).toBe(0);
  },
  300_000,
);
