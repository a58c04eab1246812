import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { openEngine } from '@/lib/engine/open-engine';

import { sceneCatalogue } from './scene-catalogue';

const root = path.resolve(import.meta.dirname, '../../..');
const publicFile = (place: string): Promise<Buffer> => readFile(path.join(root, 'public', place));

describe.each(sceneCatalogue)('the scene $id', ({ file, picture, format }) => {
  test('is the file that the demo and the tests render', async () => {
    const original = await readFile(path.join(root, 'programs/engine/scenes', path.basename(file)));
    expect((await publicFile(file)).equals(original)).toBe(true);
  });

  test('can be rendered, and has a picture', async () => {
    const engine = await openEngine();
    const scene = await engine.importScene(await publicFile(file), format);
    await engine.close();
    expect(scene.length).toBeGreaterThan(80);
    expect((await publicFile(picture)).subarray(1, 4).toString()).toBe('PNG');
  });

  test('has its source and licence beside it', async () => {
    expect((await publicFile('scenes/README.md')).toString()).toContain(`\`${path.basename(file)}\``);
  });
});
