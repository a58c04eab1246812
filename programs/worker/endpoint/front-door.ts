import { type Address } from '@solana/kit';

import { withCors } from '@/lib/blobs/cors';
import { DataPlaneError, errorResponse } from '@/lib/blobs/data-plane-error';
import { type ListenOptions } from '@/lib/blobs/node-server';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { listenWhereBefore } from './listen-where-before';

type Handle = (request: Request) => Promise<Response>;

/** One listening address for all machines of a process. */
export interface FrontDoor {
  /** Where it listens. */
  readonly url: string;
  /** Path below which one provider's machine answers: empty where there is only one machine. */
  readonly baseOf: (provider: Address) => string;
  /** Lets renters in to a provider's machine. @returns a function that closes it again */
  readonly admit: (provider: Address, handle: Handle) => () => void;
  readonly close: () => Promise<void>;
}

/**
 * @param shared several machines, each below a path named after its provider
 * @throws WorkerError `address_in_use`
 */
export async function openFrontDoor(
  wanted: Pick<ListenOptions, 'host' | 'port'>,
  facts: KeyValueStore,
  shared: boolean,
): Promise<FrontDoor> {
  const machines = new Map<string, Handle>();
  const baseOf = (provider: Address): string => (shared ? `/${provider}` : '');
  const handle: Handle = async (request) => {
    const [first = ''] = new URL(request.url).pathname.slice(1).split('/');
    const machine = machines.get(shared ? `/${first}` : '');
    return machine === undefined ? withCors(errorResponse(nobodyHere())) : machine(request);
  };
  const server = await listenWhereBefore(handle, wanted, facts);
  return {
    url: server.url,
    baseOf,
    admit: (provider, machine) => {
      machines.set(baseOf(provider), machine);
      return () => {
        if (machines.get(baseOf(provider)) === machine) machines.delete(baseOf(provider));
      };
    },
    close: server.close,
  };
}

const nobodyHere = (): DataPlaneError =>
  new DataPlaneError('not_found', 'No such machine is served here.', 'See the record of its provider.');
