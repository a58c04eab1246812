import { createHash } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { WorkerError } from './worker-error';

/**
 * Takes the data folder for this process until it ends, however it ends.
 *
 * The lock is a listening local socket named after the folder, because the system takes it back from a killed process
 * at once and never grants it twice: on Linux in the abstract namespace, on Windows a named pipe. Elsewhere it is a
 * socket file, which a killed process leaves behind and the next one clears after nobody answered on it.
 *
 * @throws WorkerError `data_folder_in_use`
 */
export async function lockDataFolder(folder: string): Promise<{ readonly release: () => void }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = `pyronet-worker-${createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 32)}`;
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketAddress(name), resolve);
  }).catch((cause: unknown) => {
    throw new WorkerError(
      'data_folder_in_use',
      `Another worker already uses ${folder}.`,
      'Stop it first, or give this one its own folder with --data.',
      { cause },
    );
  });
  server.unref();
  return { release: () => void server.close() };
}

function socketAddress(name: string): string {
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return path.join(tmpdir(), `${name}.sock`);
}
