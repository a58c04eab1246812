import { hasToolchain } from '@/programs/pyronet/mutants/build';

import { runCommand, skippedSuite, type SuiteCount } from './suite';

const name = 'mutants';
const sampled = 10;

/** Takes ten of the on-chain program's checks away, one at a time; each that no test notices is a failure. */
export async function mutantSuite(root: string): Promise<SuiteCount> {
  if (!hasToolchain()) return skippedSuite(name, 'the on-chain program cannot be built here');
  const script = ['--import', 'tsx', 'programs/pyronet/mutants/main.ts', '--sample', String(sampled)];
  const { output } = await runCommand(process.execPath, script, root);
  return countMutants(output);
}

/** Reads the closing line; a run that did not come to it counts as one failure. */
export function countMutants(output: string): SuiteCount {
  const closing = /^(\d+) killed, (\d+) survived/m.exec(output);
  const [passed, failed] = closing === null ? [0, 1] : [Number(closing[1]), Number(closing[2])];
  return { name, passed, failed, skipped: 0, skips: [] };
}
