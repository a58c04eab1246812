import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { fetchableModels } from './fetchable-models';
import { knownModel, knownModels } from './known-model';
import { ModelFolder } from './model-folder';

const tiny = 'programs/engine/models';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pyronet-models-'));
  await cp(tiny, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function tinyModel() {
  const [model] = await new ModelFolder(tiny).list();
  if (model === undefined) throw new Error('the tiny model is missing');
  return model;
}

describe('a folder of models', () => {
  it('hands out what its list says, checked', async () => {
    const { sha256, bytes, header_bytes, file } = await tinyModel();
    const models = new ModelFolder(folder);
    expect(await models.model(sha256)).toHaveLength(bytes);
    expect(await models.header(sha256)).toEqual(
      new Uint8Array(await readFile(path.join(tiny, file))).subarray(0, header_bytes),
    );
    expect(await models.place(sha256)).toBe(path.join(folder, file));
  });

  it('holds nothing that it does not list, nor anything by a path', async () => {
    const models = new ModelFolder(folder);
    for (const name of ['00'.repeat(32), '', '../models.json', 'tiny.gguf']) {
      expect(await models.model(name)).toBeNull();
      expect(await models.header(name)).toBeNull();
      expect(await models.place(name)).toBeNull();
    }
  });

  it('does not hand out a file that was cut or changed', async () => {
    const { sha256, bytes, file } = await tinyModel();
    const place = path.join(folder, file);
    const whole = await readFile(place);
    whole[bytes - 1] = (whole[bytes - 1] ?? 0) ^ 1;
    await writeFile(place, whole);
    expect(await new ModelFolder(folder).model(sha256)).toBeNull();
    whole[100] = (whole[100] ?? 0) ^ 1;
    await writeFile(place, whole);
    expect(await new ModelFolder(folder).header(sha256)).toBeNull();
    await truncate(place, 1_000);
    expect(await new ModelFolder(folder).list()).toEqual([]);
  });

  it('is empty where its list is missing, damaged, or names files elsewhere', async () => {
    const list = path.join(folder, 'models.json');
    const model = await tinyModel();
    for (const text of ['', '{', '[]', JSON.stringify({ models: [{ ...model, file: '../tiny.gguf' }] })]) {
      await writeFile(list, text);
      expect(await new ModelFolder(folder).list(), text).toEqual([]);
    }
    expect(await new ModelFolder(path.join(folder, 'none')).list()).toEqual([]);
  });
});

it('every model that can be fetched has a fitting entry', () => {
  const entries = fetchableModels.map(({ entry }) => knownModel.parse(entry));
  expect(knownModels.parse({ models: entries }).models.length).toBeGreaterThan(0);
});
