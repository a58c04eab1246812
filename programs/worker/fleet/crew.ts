import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

import { type KeyPairSigner } from '@solana/kit';

import { worthlessLocalKey } from '@/lib/pyronet/local-keys';
import { localPersonas, personaKeyName, personaWorkerKeyName } from '@/lib/pyronet/local-personas';
import { gpuClassId } from '@/lib/pyronet/gpu-classes';
import { fileKeyValueStore } from '@/lib/storage/file-key-value-store';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { type WorkerChain } from '../chain/worker-chain';
import { type DataFolder, openDataFolder, tieToNetwork } from '../data-folder';
import { readOrCreateKey } from '../keys/key-file';
import { type KeySource, loadOrCreateKeys } from '../keys/worker-keys';
import { type Log, type LogFacts } from '../log';
import { type Machine } from '../machine/machine';
import { type Fleet, type FleetMachine } from './fleet-file';
import { type KeeperTerms } from './keeper';
import { KeeperRecord } from './keeper-record';

/** Said in the name of every machine of a local fleet, because names are all that some readers show; pages explain it. */
const DEMO_MARK = 'demo';

/** A fleet's machines with their keys and folders on one chain. */
export interface Crew {
  /** Go to the market by themselves. */
  readonly owned: readonly Machine[];
  /** Wait for a person of the local network to become a provider. */
  readonly hired: readonly Machine[];
  /** Pays for ending the waits of silent providers. */
  readonly keeper: KeyPairSigner;
  readonly keeperTerms: KeeperTerms;
  readonly keeperRecord: KeeperRecord;
}

/**
 * On a local network each chain has a folder of its own, and those of chains before it are removed: nothing in them
 * counts any more.
 */
export async function crewOf(fleet: Fleet, chain: WorkerChain, dataFolder: string, log: Log): Promise<Crew> {
  if (chain.isLocal) await removeFormerChains(dataFolder, chain.genesisHash);
  const home = fleetHome(dataFolder, chain);
  const folderOf = async (id: string): Promise<DataFolder> => {
    const folder = await openDataFolder(machineFolder(home, id));
    await tieToNetwork(folder, chain);
    return folder;
  };
  const owned = fleet.machines.map(async ({ id, terms }: FleetMachine): Promise<Machine> => {
    const folder = await folderOf(id);
    const keys = await loadOrCreateKeys(keySourceOf(fleet, dataFolder, id));
    const name = fleet.keys === 'local' ? `${terms.name} (${DEMO_MARK})` : terms.name;
    return { terms: { ...terms, name }, keys, owner: keys.authority, folder, log: machineLog(log, id) };
  });
  const hired = (fleet.localPersonas ? localPersonas : []).map(async ({ id, name }): Promise<Machine> => {
    const authority = await worthlessLocalKey(personaKeyName(id));
    const worker = await worthlessLocalKey(personaWorkerKeyName(id));
    return {
      terms: { ...idleTerms, name: `${name}’s machine (${DEMO_MARK})` },
      keys: { authority: { address: authority.address }, worker },
      owner: undefined,
      folder: await folderOf(id),
      log: machineLog(log, id),
    };
  });
  const keeper =
    fleet.keys === 'local'
      ? await worthlessLocalKey('keeper')
      : await readOrCreateKey(path.join(dataFolder, 'keys', 'keeper.json'));
  const machines = { owned: await Promise.all(owned), hired: await Promise.all(hired) };
  return {
    ...machines,
    keeper,
    keeperTerms: fleet.keeper,
    keeperRecord: new KeeperRecord(keeperFacts(home)),
  };
}

/** What the provider may then offer it as; price and class are the provider's to choose. */
const idleTerms = {
  classId: gpuClassId.cpu,
  regionId: 0,
  tier: 1,
  vramMib: 0,
  gpuCount: 1,
  pricePerHour: 0n,
  bondAtoms: 0n,
  diskBytes: 1024 ** 3,
} as const;

/** Where a fleet keeps what belongs to a chain. */
export const fleetHome = (
  dataFolder: string,
  { isLocal, genesisHash }: Pick<WorkerChain, 'isLocal' | 'genesisHash'>,
): string => (isLocal ? path.join(chainsOf(dataFolder), genesisHash) : dataFolder);

/** The data folder of a machine in the fleet's home. */
export const machineFolder = (home: string, id: string): string => path.join(home, 'machines', id);

/** What the fleet's keeper did. */
export const keeperFacts = (home: string): KeyValueStore => fileKeyValueStore(path.join(home, 'keeper'));

/** Where the keys of a fleet's machine come from. */
export const keySourceOf = ({ keys }: Pick<Fleet, 'keys'>, dataFolder: string, id: string): KeySource =>
  keys === 'local'
    ? { kind: 'local', name: id }
    : { kind: 'files', folder: path.join(dataFolder, 'keys', id) };

const chainsOf = (dataFolder: string): string => path.join(dataFolder, 'chains');

async function removeFormerChains(dataFolder: string, genesisHash: string): Promise<void> {
  const chains = chainsOf(dataFolder);
  const before = await readdir(chains).catch(() => []);
  for (const name of before.filter((name) => name !== genesisHash))
    await rm(path.join(chains, name), { recursive: true, force: true });
}

/** Which machine a line is about. */
export function machineLog(log: Log, machine: string): Log {
  const named = (write: Log['info']) => (event: string, facts?: LogFacts) =>
    write(event, { machine, ...facts });
  return { info: named(log.info), warn: named(log.warn), error: named(log.error) };
}
