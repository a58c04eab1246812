import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';

import { type ChainState } from '@/programs/localnet/chain/chain';
import {
  readAccountWrite,
  readKey,
  readPosition,
  writeAccountWrite,
  writePosition,
} from '@/programs/localnet/persistence/chain-codec';
import { frame, payloadsOf } from '@/programs/localnet/persistence/checked-frames';
import { addressBytes } from '@/programs/localnet/wire/address-key';
import { ByteReader, MalformedBytes } from '@/programs/localnet/wire/byte-reader';
import { ByteWriter } from '@/programs/localnet/wire/byte-writer';

const MAGIC = 'PYROSNP1';

/** Writes the state so that the file at `target` is, at every moment, either absent or whole. */
export function writeSnapshot(target: string, state: ChainState): void {
  const writer = new ByteWriter(1 << 20);
  writer.raw(addressBytes(state.genesisHash));
  writePosition(writer, state);
  const accounts = [...state.accounts];
  writer.list(accounts, ([key, account]) => writeAccountWrite(writer, { key, account }));
  const unfinished = `${target}.unfinished`;
  const file = openSync(unfinished, 'w');
  for (const part of [Buffer.from(MAGIC, 'latin1'), frame(writer.written())]) {
    let written = 0;
    while (written < part.length) written += writeSync(file, part, written);
  }
  fsyncSync(file);
  closeSync(file);
  renameSync(unfinished, target);
  syncDirectory(path.dirname(target));
}

/** Reads a snapshot, or undefined where the file is none or damaged. */
export function readSnapshot(source: string): ChainState | undefined {
  const file = readFileSync(source);
  if (file.toString('latin1', 0, MAGIC.length) !== MAGIC) return undefined;
  const [payload] = payloadsOf(file, MAGIC.length);
  if (payload === undefined) return undefined;
  try {
    const reader = new ByteReader(payload);
    return {
      genesisHash: readKey(reader),
      ...readPosition(reader),
      accounts: reader
        .list(() => readAccountWrite(reader))
        .flatMap(({ key, account }) => (account === undefined ? [] : [[key, account] as const])),
    };
  } catch (error) {
    if (error instanceof MalformedBytes) return undefined;
    throw error;
  }
}

/** Makes a rename survive a power cut, where the platform lets a directory be synced. */
function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
