import { listen, type ListenOptions, type RunningServer } from '@/lib/blobs/node-server';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { WorkerError } from '../worker-error';

/**
 * Listens at the address asked for. A free port, once found, is kept for later starts, so that the record on chain
 * stays true; if somebody else has taken it meanwhile, another one is found.
 * @throws WorkerError `address_in_use`
 */
export async function listenWhereBefore(
  handle: (request: Request) => Promise<Response>,
  wanted: Pick<ListenOptions, 'host' | 'port'>,
  facts: KeyValueStore,
): Promise<RunningServer> {
  if (wanted.port !== 0) {
    return listen(handle, wanted).catch((cause: unknown) => {
      throw new WorkerError(
        'address_in_use',
        `It is not possible to listen on ${wanted.host}:${wanted.port}.`,
        'Choose another --listen, or port 0 for a free one.',
        { cause },
      );
    });
  }
  const before = Number(await facts.get('port'));
  const server = await listen(handle, { ...wanted, port: before }).catch(() => listen(handle, wanted));
  await facts.set('port', new URL(server.url).port);
  return server;
}
