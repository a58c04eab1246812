import { createServer, type Server } from 'node:net';

export async function listenOn(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

export async function freePort(): Promise<number> {
  const server = await listenOn(0);
  const address = server.address();
  await closed(server);
  if (address === null || typeof address === 'string') throw new Error('The system names no port.');
  return address.port;
}

/** A free port whose successor is free too: JSON-RPC and its websocket. */
export async function freePortPair(): Promise<number> {
  for (;;) {
    const port = await freePort();
    const next = await listenOn(port + 1).catch(() => undefined);
    if (next === undefined) continue;
    await closed(next);
    return port;
  }
}

async function closed(server: Server): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
}
