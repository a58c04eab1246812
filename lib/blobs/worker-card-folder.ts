import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { type Address } from '@solana/kit';

import { parseWorkerCard, type WorkerCard } from './worker-card';

/**
 * Where machines of the local network that wait for a provider leave their cards, one file `<authority>.json` each, and
 * where the app of the same computer finds them.
 */
export const workerCardFolder = (dataDir: string): string => path.join(dataDir, 'worker-cards');

/** Leaves a card, whole or not at all. */
export async function leaveWorkerCard(folder: string, card: WorkerCard): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${card.authority}.json`);
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${JSON.stringify(card, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}

/** The card of the machine that waits for this wallet; undefined when none does. */
export async function readWorkerCard(folder: string, authority: Address): Promise<WorkerCard | undefined> {
  const text = await readFile(path.join(folder, `${authority}.json`), 'utf8').catch(() => '');
  const card = parseWorkerCard(text);
  return card?.authority === authority ? card : undefined;
}

/** Takes all cards away: nobody waits any more. */
export const removeWorkerCards = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true });
