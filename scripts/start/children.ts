import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import path from 'node:path';

export interface ChildPlan {
  readonly name: string;
  /** Arguments to node, relative to the repository root. */
  readonly args: readonly string[];
  readonly logFile: string;
  /** Added to this process's environment. */
  readonly env: Readonly<Record<string, string>>;
}

export interface Child {
  readonly name: string;
  readonly logFile: string;
  /** Resolves with a sentence when the process ends, whoever ended it. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const patienceMs = 10_000;

/** Starts a node process that logs to a file and cannot outlive this one. */
export function startChild(plan: ChildPlan, root: string): Child {
  const preload = path.join(root, 'scripts/start/die-with-parent.js');
  const child = spawn(process.execPath, ['--import', preload, '--import', 'tsx', ...plan.args], {
    cwd: root,
    env: { ...process.env, ...plan.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // An own process group: Ctrl-C reaches the supervisor alone, which then stops its children in order.
    detached: true,
  });
  const log = createWriteStream(plan.logFile, { flags: 'a' });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(`${plan.name} could not be started: ${error.message}`));
    child.on('exit', (code, signal) => resolve(`${plan.name} ended (${signal ?? `exit code ${code}`})`));
  });
  return { name: plan.name, logFile: plan.logFile, ended, stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await ended;
  clearTimeout(kill);
}
