import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

/** Where a running network can be reached; kept in `<data>/running.json` while it runs. */
const runningSchema = z.object({
  pid: z.number().int().positive(),
  appUrl: z.string(),
  rpcUrl: z.string(),
  wsUrl: z.string(),
});

export type RunningNetwork = z.infer<typeof runningSchema>;

/** The network started from this data directory, if its process is alive. */
export function findRunning(dataDir: string): RunningNetwork | undefined {
  const file = runningFile(dataDir);
  if (!existsSync(file)) return undefined;
  const parsed = runningSchema.safeParse(readJson(file));
  return parsed.success && isAlive(parsed.data.pid) ? parsed.data : undefined;
}

export function recordRunning(dataDir: string, network: RunningNetwork): void {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(runningFile(dataDir), `${JSON.stringify(network, null, 2)}\n`);
}

export function forgetRunning(dataDir: string): void {
  rmSync(runningFile(dataDir), { force: true });
}

function runningFile(dataDir: string): string {
  return path.join(dataDir, 'running.json');
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
