import { spawn } from 'node:child_process';

/** What one suite counted. `skips` holds one reason per skipped test or group of tests. */
export interface SuiteCount {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly skips: readonly string[];
}

export interface CommandOutcome {
  readonly status: number;
  readonly output: string;
}

/** Runs a command, showing its output as it comes and keeping it. */
export async function runCommand(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<CommandOutcome> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      process.stdout.write(text);
    });
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ status: 127, output: error.message }));
    child.on('close', (code) => resolve({ status: code ?? 1, output }));
  });
}

/** A suite that is one command and counts as one test. */
export async function checkSuite(
  name: string,
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<SuiteCount> {
  const { status } = await runCommand(command, args, cwd);
  return {
    name,
    passed: status === 0 ? 1 : 0,
    failed: status === 0 ? 0 : 1,
    skipped: 0,
    skips: [],
  };
}

export function skippedSuite(name: string, reason: string): SuiteCount {
  return { name, passed: 0, failed: 0, skipped: 1, skips: [`${name}: ${reason}`] };
}
