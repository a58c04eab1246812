import { spawn } from 'node:child_process';

/** What a command ended with. */
export interface Ending {
  /** Its exit status; null where it did not end in time. */
  readonly status: number | null;
  /** What it printed, where that was asked for. */
  readonly output: string;
}

/** Runs a command to its end; a process that does not end in time is killed. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly timeoutMs?: number;
    /** Whether its output is kept, or thrown away. */
    readonly keepOutput?: boolean;
  },
): Promise<Ending> {
  const { cwd, env = {}, timeoutMs, keepOutput = false } = options;
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', keepOutput ? 'pipe' : 'ignore', keepOutput ? 'pipe' : 'ignore'],
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs, killSignal: 'SIGKILL' as const }),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.on('error', (error) => {
      resolve({ status: 127, output: error.message });
    });
    child.on('close', (status) => {
      resolve({ status, output });
    });
  });
}
