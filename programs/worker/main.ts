import { openEngine } from '@/lib/engine/open-engine';

import { parseArguments, USAGE, type WorkerOptions } from './cli/arguments';
import { runCommand } from './commands/run-command';
import { lineLog } from './log';

process.exitCode = await main();

async function main(): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second signal means now; everything on disk is whole at any moment.
      if (stop.signal.aborted) process.exit(1);
      stop.abort();
    });
  }
  try {
    const options: WorkerOptions | undefined = parseArguments(process.argv.slice(2), process.env);
    if (options === undefined) {
      console.log(USAGE);
      return 0;
    }
    const { engine: backend, threads } = options;
    const open = () => openEngine({ backend, ...(threads === undefined ? {} : { threads }) });
    const print = (line: string): void => console.log(line);
    // A card is what its command is for; what happens on the way goes beside it.
    const log = lineLog(options.command === 'card' ? (line) => console.error(line) : print);
    await runCommand(options, open, log, stop.signal, print);
    return 0;
  } catch (error) {
    console.error(sentence(error));
    return 1;
  }
}

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const next: unknown = Reflect.get(error, 'next');
  return typeof next === 'string' ? `${error.message} ${next}` : error.message;
}
