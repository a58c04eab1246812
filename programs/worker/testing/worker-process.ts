import { parseArguments } from '../cli/arguments';
import { runCommand } from '../commands/run-command';
import { lineLog } from '../log';
import { pacedEngine } from './paced-engine';

// The worker as `main.ts` runs it, with a paced engine. Arguments: milliseconds per segment, then the worker's own.
const [msPerSegment, ...args] = process.argv.slice(2);
const options = parseArguments(args);
if (options === undefined) throw new Error('no command');
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const log = lineLog(print);
try {
  await runCommand(options, async () => pacedEngine(Number(msPerSegment)), log, stop.signal, print);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
