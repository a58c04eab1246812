import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { parseSha256Hex } from '@/lib/blobs/digest';

import { type FinishedSegment, type HeldBlob, SegmentLog } from './segment-log';

let folder: string;
const segment = (index: number): FinishedSegment => ({
  index,
  units: 10n ** 18n + BigInt(index),
  stateIn: new Uint8Array(32).fill(index + 3),
  operationRoot: new Uint8Array(32).fill(index + 1),
  stateOut: new Uint8Array(32).fill(index + 4),
  leaf: new Uint8Array(32).fill(index + 2),
  output: { sha256: parseSha256Hex((index % 10).toString().repeat(64)), bytes: 100 + index },
  ...(index === 1 ? { state: { sha256: parseSha256Hex('ab'.repeat(32)), bytes: 7 } } : {}),
});
const everything = async (): Promise<boolean> => true;
const open = (isHeld: (held: HeldBlob) => Promise<boolean> = everything) => SegmentLog.open(folder, isHeld);

const written = async (count: number): Promise<string> => {
  const log = await open();
  for (let index = 0; index < count; index += 1) await log.append(segment(index));
  await log.close();
  return path.join(folder, 'segments');
};

const finishedAfterReopening = async (isHeld?: (held: HeldBlob) => Promise<boolean>) => {
  const log = await open(isHeld);
  await log.close();
  return log.finished;
};

beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'pyronet-log-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the log of finished segments', () => {
  test('gives back after a restart what was appended', async () => {
    await written(3);
    expect(await finishedAfterReopening()).toEqual([0, 1, 2].map(segment));
  });

  test('keeps what is whole when a crash tore the last record, and goes on from there', async () => {
    const file = await written(3);
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length - 5));
    const log = await open();
    expect(log.count).toBe(2);
    await log.append(segment(2));
    await log.close();
    expect(await readFile(file)).toEqual(bytes);
  });

  test('cuts at the first damaged, missing or misplaced record', async () => {
    const file = await written(4);
    const bytes = await readFile(file);
    bytes[232 + 20] = (bytes[232 + 20] ?? 0) ^ 1;
    await writeFile(file, bytes);
    expect(await finishedAfterReopening()).toEqual([segment(0)]);
    const again = await written(0);
    await writeFile(again, (await readFile(again)).subarray(0, 0));
    await written(3);
    expect(await finishedAfterReopening(async ({ bytes }) => bytes !== 102)).toEqual([0, 1].map(segment));
    const stateOfSecond = 7;
    expect(await finishedAfterReopening(async ({ bytes }) => bytes !== stateOfSecond)).toEqual([segment(0)]);
    await appendFile(file, await readFile(file));
    expect(await finishedAfterReopening()).toEqual([segment(0)]);
  });

  test('takes no segment out of order', async () => {
    const log = await open();
    await expect(log.append(segment(1))).rejects.toThrow(RangeError);
    await log.close();
  });

  test('forgets what is to be computed again', async () => {
    await written(3);
    const log = await open();
    await log.cutTo(1);
    await log.append(segment(1));
    await log.close();
    expect(await finishedAfterReopening()).toEqual([0, 1].map(segment));
  });
});
