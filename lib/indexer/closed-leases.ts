import { createReadStream } from 'node:fs';
import { appendFile, mkdir, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { type Address, address as toAddress } from '@solana/kit';

import { getLeaseDecoder, getLeaseEncoder } from '@/lib/pyronet/generated';

import { type SeenLease } from './rows';

/** A file longer than this is written anew with the newest half when it is opened. */
const longestFileBytes = 64 * 1024 * 1024;

/** Where leases are kept that the chain has forgotten. */
export interface ClosedLeases {
  readonly read: () => Promise<readonly SeenLease[]>;
  readonly keep: (lease: SeenLease) => Promise<void>;
}

/** One line of JSON for each closed lease of one chain; the last line of a lease counts. */
export function closedLeasesIn(folder: string, genesisHash: string): ClosedLeases {
  const file = path.join(folder, `${genesisHash}.jsonl`);
  let writing = Promise.resolve();
  return {
    read: () => readLines(file),
    keep: (lease) => {
      writing = writing
        .catch(() => undefined)
        .then(async () => {
          await mkdir(folder, { recursive: true, mode: 0o700 });
          // A line before it that a crash left unfinished must not take this one with it.
          await appendFile(file, `\n${lineOf(lease)}\n`);
        });
      return writing;
    },
  };
}

async function readLines(file: string): Promise<readonly SeenLease[]> {
  const size = await stat(file).then(
    (info) => info.size,
    () => 0,
  );
  if (size === 0) return [];
  const leases = new Map<Address, SeenLease>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const lease = leaseOf(line);
    if (lease === null) continue;
    leases.delete(lease.address);
    leases.set(lease.address, lease);
  }
  const known = [...leases.values()];
  if (size > longestFileBytes) await writeAnew(file, known.slice(-Math.ceil(known.length / 2)));
  return known;
}

async function writeAnew(file: string, leases: readonly SeenLease[]): Promise<void> {
  await writeFile(`${file}.new`, leases.map((lease) => `${lineOf(lease)}\n`).join(''));
  await rename(`${file}.new`, file);
}

function lineOf({ address, slot, data, paid }: SeenLease): string {
  return JSON.stringify({
    address,
    slot: slot.toString(),
    account: Buffer.from(getLeaseEncoder().encode(data)).toString('base64'),
    paid: paid && [paid.provider, paid.fee, paid.renter].map(String),
  });
}

/** Null for a line that a crash left unfinished. */
function leaseOf(line: string): SeenLease | null {
  try {
    const read = JSON.parse(line) as {
      address: string;
      slot: string;
      account: string;
      paid: string[] | null;
    };
    const [provider, fee, renter] = (read.paid ?? []).map(BigInt);
    return {
      address: toAddress(read.address),
      slot: BigInt(read.slot),
      data: getLeaseDecoder().decode(Uint8Array.from(Buffer.from(read.account, 'base64'))),
      closed: true,
      paid:
        provider === undefined || fee === undefined || renter === undefined
          ? null
          : { provider, fee, renter },
    };
  } catch {
    return null;
  }
}
