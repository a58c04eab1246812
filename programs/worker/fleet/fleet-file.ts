import { readFile } from 'node:fs/promises';

import { z } from 'zod';

import { parseUsdc } from '@/lib/domain/usdc';
import { gpuClassNamed, regionNamed, tierOf, usdcAtoms } from '../cli/option-values';
import { localPersonas } from '@/lib/pyronet/local-personas';
import { type MachineTerms } from '../machine/machine-terms';
import { type KeeperTerms } from './keeper';
import { WorkerError } from '../worker-error';

/** More than this the guarantee of a lease of several GPUs would not hold (docs/adr/071-seats-make-a-guarantee-true.md). */
const MOST_SEATS = 4;
const MOST_MACHINES = 64;

const machineEntry = z.strictObject({
  id: z
    .string()
    .max(40)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is lower-case letters, digits and single hyphens'),
  name: z.string().min(1).max(64),
  class: z.string(),
  region: z.string().optional(),
  tier: z.int().optional(),
  vram_gib: z.int().min(0).max(100_000).optional(),
  price_usdc_per_hour: z.string(),
  gpu_count: z.int().min(1).max(MOST_SEATS).default(1),
  bond_usdc: z.string().default('100'),
  disk_gib: z.int().min(1).max(1_000_000).default(1),
});

const keeperEntry = z.strictObject({
  /** What it pays beyond tips is the owner's to decide; without a word, nothing. */
  lamports_beyond_tips: z.int().min(0).max(1_000_000_000).default(0),
  split_fees_from_usdc: z.string().default('10'),
  park_from_usdc: z.string().default('1'),
});

const fleetFile = z.strictObject({
  version: z.literal(1),
  keys: z.enum(['local', 'files']),
  gpus_at_once: z.int().min(1).max(MOST_SEATS),
  local_personas: z.boolean().default(false),
  failover: z.boolean().default(false),
  keeper: keeperEntry.prefault({}),
  machines: z.array(machineEntry).max(MOST_MACHINES),
});

export interface FleetMachine {
  /** Names its keys and its folder. */
  readonly id: string;
  readonly terms: MachineTerms;
}

/** Machines that one process serves. */
export interface Fleet {
  /** Worthless public keys of the local network, or key files below the data folder. */
  readonly keys: 'local' | 'files';
  /** GPUs that are served at once, on whichever machines. */
  readonly seats: number;
  /** Also hold a machine for each person of the local network. */
  readonly localPersonas: boolean;
  /** Bid for leases that other providers failed. */
  readonly failover: boolean;
  readonly keeper: KeeperTerms;
  readonly machines: readonly FleetMachine[];
}

/** @throws WorkerError `bad_fleet_file` that names the place and what is wrong there */
export async function readFleetFile(file: string): Promise<Fleet> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw badFile(file, ['it cannot be read'], cause);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw badFile(file, [cause instanceof Error ? cause.message : 'it is no JSON'], cause);
  }
  return parseFleet(file, json);
}

export function parseFleet(file: string, json: unknown): Fleet {
  const read = fleetFile.safeParse(json);
  if (!read.success) {
    throw badFile(
      file,
      read.error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}`),
    );
  }
  const { keys, gpus_at_once: seats, local_personas, failover, keeper, machines } = read.data;
  const problems: string[] = [];
  const ids = new Set<string>(localPersonas.map(({ id }) => id));
  const terms = machines.flatMap((entry, index): FleetMachine[] => {
    if (ids.has(entry.id)) problems.push(`machines[${index}].id: "${entry.id}" is taken`);
    if (entry.gpu_count > seats) problems.push(`machines[${index}].gpu_count: is more than gpus_at_once`);
    ids.add(entry.id);
    try {
      return [{ id: entry.id, terms: termsOf(entry, `machines[${index}]`) }];
    } catch (problem) {
      if (!(problem instanceof WorkerError)) throw problem;
      problems.push(problem.message);
      return [];
    }
  });
  const amountOf = (field: 'split_fees_from_usdc' | 'park_from_usdc'): bigint => {
    const amount = parseUsdc(keeper[field]);
    if (amount.ok && amount.value > 0n) return amount.value;
    problems.push(`keeper.${field}: is an amount such as 10`);
    return 0n;
  };
  const splitFromAtoms = amountOf('split_fees_from_usdc');
  const parkFromAtoms = amountOf('park_from_usdc');
  if (local_personas && keys !== 'local') problems.push('local_personas: needs "keys": "local"');
  if (machines.length === 0 && !local_personas) problems.push('machines: there are none');
  if (problems.length > 0) throw badFile(file, problems);
  const keeperTerms = {
    beyondTipsLamports: BigInt(keeper.lamports_beyond_tips),
    splitFromAtoms,
    parkFromAtoms,
  };
  return { keys, seats, localPersonas: local_personas, failover, keeper: keeperTerms, machines: terms };
}

function termsOf(entry: z.infer<typeof machineEntry>, at: string): MachineTerms {
  const gpuClass = gpuClassNamed(`${at}.class`, entry.class);
  return {
    name: entry.name,
    classId: gpuClass.classId,
    regionId: entry.region === undefined ? 0 : regionNamed(`${at}.region`, entry.region).regionId,
    tier: tierOf(`${at}.tier`, entry.tier?.toString(), gpuClass),
    vramMib: entry.vram_gib === undefined ? gpuClass.vramMib : entry.vram_gib * 1024,
    gpuCount: entry.gpu_count,
    pricePerHour: usdcAtoms(`${at}.price_usdc_per_hour`, entry.price_usdc_per_hour),
    bondAtoms: usdcAtoms(`${at}.bond_usdc`, entry.bond_usdc),
    diskBytes: entry.disk_gib * 1024 ** 3,
  };
}

/** `machines[2].price` */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : `${text}${text === '' ? '' : '.'}${String(part)}`,
    '',
  ) || 'the file';

function badFile(file: string, problems: readonly string[], cause?: unknown): WorkerError {
  return new WorkerError(
    'bad_fleet_file',
    `The fleet file ${file} cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}\n`,
    'See programs/worker/fleets/README.md for its form.',
    { cause },
  );
}
