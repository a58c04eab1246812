import { openEngine } from '@/lib/engine/open-engine';

import { connect } from './connect';
import { DemoProblem, exitCode } from './demo-problem';
import { parseDemoOptions, usage } from './options';
import { runDemo } from './run-demo';
import { openTerminal, type Terminal } from './terminal';

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const options = parseDemoOptions(process.argv.slice(2), process.env);
    if (options.help) {
      console.log(usage);
      return exitCode.done;
    }
    const terminal = openTerminal(process.stdout, options.plain);
    const interrupts = new Interrupts(terminal);
    const connection = await connect(options);
    const engine = await openEngine();
    try {
      const { leave, onStoppable } = interrupts;
      await runDemo({ options, connection, engine, terminal, onStoppable, leave });
      return exitCode.done;
    } finally {
      interrupts.close();
      await engine.close();
      connection.client.close();
    }
  } catch (error) {
    return report(error);
  }
}

/** Ctrl-C: the first stops the lease where there is one, the second leaves. */
class Interrupts {
  readonly #leave = new AbortController();
  #stop: (() => void) | null = null;

  constructor(private readonly terminal: Terminal) {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, this.#interrupt);
  }

  get leave(): AbortSignal {
    return this.#leave.signal;
  }

  readonly onStoppable = (stop: () => void): void => {
    this.#stop = stop;
  };

  close(): void {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, this.#interrupt);
  }

  readonly #interrupt = (): void => {
    if (this.#stop === null) process.exit(exitCode.interrupted);
    if (this.#leaving) {
      this.#leave.abort();
      return;
    }
    this.#leaving = true;
    this.terminal.line('  · Stopping the lease; billing ends now. Ctrl-C again leaves at once.');
    this.#stop();
  };
  #leaving = false;
}

function report(error: unknown): number {
  if (error instanceof DemoProblem) {
    console.error(`\n  ${error.message}\n  ${error.next}\n`);
    return error.exit;
  }
  const message = error instanceof Error ? error.message : String(error);
  const next = error instanceof Error ? (Reflect.get(error, 'next') as unknown) : undefined;
  console.error(`\n  ${message}\n  ${typeof next === 'string' ? next : 'See `npm run demo -- --help`.'}\n`);
  return exitCode.noNetwork;
}
