import { openEngine } from '@/lib/engine/open-engine';

import { connect } from './connect';
import { DemoProblem, exitCode } from './demo-problem';
import { Interrupts } from './interrupts';
import { parseDemoOptions, usage } from './options';
import { runDemo } from './run-demo';
import { openTerminal } from './terminal';

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
