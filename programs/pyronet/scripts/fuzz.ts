// `npm run fuzz -- --minutes 10 [--seed 7]`: random sequences against the program for as long as told; keeps the figures.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { keepMeasurement } from '@/lib/observability/measurement';

const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
const minutes = Number(values.minutes ?? 10);
const seed = Number(values.seed ?? randomInt(2 ** 31));
const root = path.resolve(import.meta.dirname, '../../..');
process.stdout.write(`fuzzing for ${String(minutes)} minutes with seed ${String(seed)}\n`);

const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
const file = 'programs/pyronet/tests/random-sequences.test.ts';
const run = spawnSync(process.execPath, [vitest, 'run', '--project', 'parts', file], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 2 ** 28,
  env: { ...process.env, PYRONET_FUZZ_MINUTES: String(minutes), PYRONET_FUZZ_SEED: String(seed) },
});
const figures = /^fuzz: .*$/m.exec(run.stdout)?.[0];
if (run.status !== 0 || figures === undefined) {
  // Holds the shrunk sequence with its seed and path.
  process.stdout.write(`${run.stdout}\n${run.stderr}\n`);
  process.exit(1);
}
keepMeasurement(root, {
  name: 'fuzz',
  title: 'Random sequences of instructions against the on-chain program',
  command: `npm run fuzz -- --minutes ${String(minutes)} --seed ${String(seed)}`,
  body: `Nothing was found. ${figures.replace('fuzz: ', '')}; shared machine.

Each sequence is 100 to 160 steps of a provider, two renters, a donor, an issuer who freezes accounts, and whoever cranks, with time
moving between them; then every deadline passes, everything is brought to an end and taken out. Transactions are those that reached
the chain: what a client's own checks refuse is a step, and no transaction. After every step the books of every lease, bond, stake and offer
are compared with the vaults, to the atom.`,
});
