import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

import { type KeyPairSigner } from '@solana/kit';

import { worthlessLocalKey } from '@/lib/pyronet/local-keys';
import { localPersonas, personaKeyName, personaWorkerKeyName } from '@/lib/pyronet/local-personas';
import { gpuClassId } from '@/lib/pyronet/gpu-classes';

import { type WorkerChain } from '../chain/worker-chain';
import { type DataFolder, openDataFolder, tieToNetwork } from '../data-folder';
import { readOrCreateKey } from '../keys/key-file';
import { loadOrCreateKeys } from '../keys/worker-keys';
import { type Log, type LogFacts } from '../log';
import { type Machine } from '../machine/machine';
import { type Fleet, type FleetMachine } from './fleet-file';
import { type KeeperTerms } from './keeper';

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
}

/**
 * On a local network each chain has a folder of its own, and those of chains before it are removed: nothing in them
 * counts any more.
 */
export async function crewOf(fleet: Fleet, chain: WorkerChain, dataFolder: string, log: Log): Promise<Crew> {
  const home = chain.isLocal ? await localHome(dataFolder, chain.genesisHash) : dataFolder;
  const folderOf = async (id: string): Promise<DataFolder> => {
    const folder = await openDataFolder(path.join(home, 'machines', id));
    await tieToNetwork(folder, chain);
    return folder;
  };
  const owned = fleet.machines.map(async ({ id, terms }: FleetMachine): Promise<Machine> => {
    const folder = await folderOf(id);
    const keys = await loadOrCreateKeys(
      fleet.keys === 'local'
        ? { kind: 'local', name: id }
        : { kind: 'files', folder: path.join(dataFolder, 'keys', id) },
    );
    const name = fleet.keys === 'local' ? `${terms.name} (${DEMO_MARK})` : terms.name;
    return { terms: { ...terms, name }, keys, owner: keys.authority, folder, log: logOf(log, id) };
  });
  const hired = (fleet.localPersonas ? localPersonas : []).map(async ({ id, name }): Promise<Machine> => {
    const authority = await worthlessLocalKey(personaKeyName(id));
    const worker = await worthlessLocalKey(personaWorkerKeyName(id));
    return {
      terms: { ...idleTerms, name: `${name}’s machine (${DEMO_MARK})` },
      keys: { authority: { address: authority.address }, worker },
      owner: undefined,
      folder: await folderOf(id),
      log: logOf(log, id),
    };
  });
  const keeper =
    fleet.keys === 'local'
      ? await worthlessLocalKey('keeper')
      : await readOrCreateKey(path.join(dataFolder, 'keys', 'keeper.json'));
  const machines = { owned: await Promise.all(owned), hired: await Promise.all(hired) };
  return { ...machines, keeper, keeperTerms: fleet.keeper };
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

async function localHome(dataFolder: string, genesisHash: string): Promise<string> {
  const chains = path.join(dataFolder, 'chains');
  const before = await readdir(chains).catch(() => []);
  for (const name of before.filter((name) => name !== genesisHash))
    await rm(path.join(chains, name), { recursive: true, force: true });
  return path.join(chains, genesisHash);
}

/** Which machine a line is about. */
function logOf(log: Log, machine: string): Log {
  const named = (write: Log['info']) => (event: string, facts?: LogFacts) =>
    write(event, { machine, ...facts });
  return { info: named(log.info), warn: named(log.warn), error: named(log.error) };
}
