import { type Engine } from '@/lib/engine/engine';

import { type WorkerOptions } from '../cli/arguments';
import { connectChain, type WorkerChain } from '../chain/worker-chain';
import { type DataFolder, openDataFolder, tieToNetwork } from '../data-folder';
import { lockDataFolder } from '../data-folder-lock';
import { type KeySource } from '../keys/worker-keys';
import { type Log } from '../log';
import { WorkerError } from '../worker-error';

/** Opens the engine that the options ask for. @throws EngineError */
export type OpenEngine = () => Promise<Engine>;

/** What every command that touches the chain needs. */
export interface OpenedWorker {
  readonly options: WorkerOptions;
  readonly folder: DataFolder;
  readonly chain: WorkerChain;
  readonly keySource: KeySource;
  readonly openEngine: OpenEngine;
  readonly log: Log;
  readonly close: () => void;
}

/**
 * Opens folder and chain and checks that they belong together.
 * @param exclusive take the folder for this process; only looking needs no lock
 * @throws WorkerError, RpcError
 */
export async function openWorker(
  options: WorkerOptions,
  openEngine: OpenEngine,
  log: Log,
  exclusive: boolean,
): Promise<OpenedWorker> {
  const lock = exclusive ? await lockDataFolder(options.dataFolder) : undefined;
  try {
    const folder = await openDataFolder(options.dataFolder);
    const chain = await connectChain(options, folder.transactions);
    try {
      if (options.localKeys && !chain.isLocal)
        throw new WorkerError(
          'not_local_network',
          'The chain at --rpc is not a local network, and everybody knows the local keys.',
          'Leave --local-keys out, or point --rpc at a local network.',
        );
      await tieToNetwork(folder, {
        genesisHash: chain.genesisHash,
        programAddress: chain.programAddress,
      });
    } catch (error) {
      chain.close();
      throw error;
    }
    const close = (): void => {
      chain.close();
      lock?.release();
    };
    const keySource: KeySource = options.localKeys
      ? { kind: 'local', name: options.machine.name }
      : { kind: 'files', folder: folder.keys };
    return { options, folder, chain, keySource, openEngine, log, close };
  } catch (error) {
    lock?.release();
    throw error;
  }
}
