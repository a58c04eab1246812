import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { LocalnetError } from '@/programs/localnet/localnet-error';

/** A process that outlives its lock file's writer can have its number; its start time tells the two apart. */
type Owner = { readonly pid: number; readonly started: string };

/**
 * Claims a directory for this process until the returned function is called or the process is gone. Throws
 * `LocalnetError` `data-in-use` where another living process has it.
 */
export function lockDirectory(directory: string): () => void {
  const lock = path.join(directory, 'lock');
  const claim = path.join(directory, `lock.${process.pid}`);
  const self: Owner = { pid: process.pid, started: startOf(process.pid) };
  writeFileSync(claim, JSON.stringify(self));
  try {
    if (!link(claim, lock)) {
      const owner = readOwner(lock);
      if (owner !== undefined && isAlive(owner)) throw inUse(directory, owner.pid);
      rmSync(lock, { force: true });
      if (!link(claim, lock)) throw inUse(directory, readOwner(lock)?.pid);
    }
    const holder = readOwner(lock);
    if (holder?.pid !== self.pid) throw inUse(directory, holder?.pid);
  } finally {
    rmSync(claim, { force: true });
  }
  return () => rmSync(lock, { force: true });
}

/** Hard-linking fails where the target exists, which makes it the one atomic test-and-set that every file system has. */
function link(claim: string, lock: string): boolean {
  try {
    linkSync(claim, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readOwner(lock: string): Owner | undefined {
  try {
    const { pid, started } = JSON.parse(readFileSync(lock, 'utf8')) as Partial<Owner>;
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return startOf(pid) === started;
}

/** When a process started, in the kernel's own units; empty where the platform does not tell. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may itself hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function inUse(directory: string, pid: number | undefined): LocalnetError {
  const who = pid === undefined ? 'another process' : `process ${pid}`;
  return new LocalnetError(
    'data-in-use',
    `The data directory ${directory} is in use by ${who}. Stop that local network first, or choose another directory with --data`,
  );
}
