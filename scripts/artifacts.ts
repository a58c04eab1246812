/**
 * Keeps `programs/artifacts.json` true: which built file was made from which sources.
 *
 *   npm run artifacts -- update <name>   measure a built file and its sources and record both
 *   npm run artifacts -- check [name]    fail when a built file is missing, changed or stale
 *
 * To add an artefact, add an entry with name, path and sources (hashes of zeros), then update it.
 */
import path from 'node:path';

import { checkEntry, measureEntry, readManifest, writeManifest } from './artifacts/manifest';

const root = path.resolve(import.meta.dirname, '..');

function main(command: string | undefined, name: string | undefined): number {
  const manifest = readManifest(root);
  const chosen = manifest.artifacts.filter((entry) => name === undefined || entry.name === name);
  if (name !== undefined && chosen.length === 0) {
    console.error(`No artefact is called ${name}; add it to programs/artifacts.json first.`);
    return 2;
  }
  if (command === 'update' && name !== undefined) {
    const artifacts = manifest.artifacts.map((entry) =>
      entry.name === name ? measureEntry(root, entry) : entry,
    );
    writeManifest(root, { artifacts });
    console.log(`${name} recorded`);
    return 0;
  }
  if (command === 'check') {
    const problems = chosen.flatMap((entry) => checkEntry(root, entry));
    for (const { name: artifact, message } of problems) console.error(`${artifact}: ${message}`);
    if (problems.length === 0) console.log(`${String(chosen.length)} artefacts match their record`);
    return problems.length === 0 ? 0 : 1;
  }
  console.error('Use: artifacts update <name> | artifacts check [name]');
  return 2;
}

process.exitCode = main(process.argv[2], process.argv[3]);
