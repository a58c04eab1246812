/**
 * `npm run exact:unary`: every function of one number over all 2^32 inputs, by the processor, by integers and by
 * WebAssembly; `-- --share N` takes the first Nth of every 2^22 inputs. Exits with 1 where any two differ. Writes
 * docs/measurements/exactness.md.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';

import { keepMeasurement, markdownTable } from '@/lib/observability/measurement';

const execute = promisify(execFile);
const functions = ['exp', 'log', 'sin', 'cos', 'tanh', 'sqrt'];
const blockInputs = 2 ** 22;
const here = import.meta.dirname;

const { values } = parseArgs({ options: { share: { type: 'string', default: '1' } } });
const share = Number(values.share);
if (!(Number.isInteger(Math.log2(share)) && share >= 1 && share <= 1024)) {
  console.error('--share takes a power of two from 1 to 1024, such as --share 256');
  process.exit(2);
}
const taken = blockInputs / share;

await execute('cargo', ['build', '--release', '--quiet', '--bin', 'exactness'], { cwd: here });
await execute(
  'cargo',
  ['rustc', '--release', '--quiet', '--lib', '--target', 'wasm32-unknown-unknown', '--crate-type', 'cdylib'],
  { cwd: here },
);
const native = path.join(here, 'target/release/exactness');
const compiled = path.join(here, 'target/wasm32-unknown-unknown/release/pyronet_exactness.wasm');
const { instance } = await WebAssembly.instantiate(readFileSync(compiled));
const wasmHard = instance.exports['hard'] as (fn: number, from: number, count: number) => bigint;

let differing = 0;
const rows: string[][] = [];
for (const [number, name] of functions.entries()) {
  let [inputs, furthest, at] = [0, 0, 0];
  for (let from = 0; from < 2 ** 32; from += blockInputs) {
    const range = [number, from, taken].map(String);
    const [hard, soft, worst] = await Promise.all(
      ['hard', 'soft', 'worst'].map(async (what) => (await execute(native, [what, ...range])).stdout.trim()),
    );
    const inModule = BigInt.asUintN(64, wasmHard(number, from, taken))
      .toString(16)
      .padStart(16, '0');
    if (hard !== soft || hard !== inModule) {
      differing += 1;
      console.log(
        `${name} from ${from.toString(16)}: processor ${hard}, integers ${soft}, module ${inModule}`,
      );
    }
    const [ulps = 0, bits = 0] = (worst ?? '').split(' ').map(Number);
    if (ulps > furthest) [furthest, at] = [ulps, bits];
    inputs += taken;
  }
  const row = [name, inputs.toLocaleString('en'), `${furthest.toFixed(3)} at 0x${at.toString(16)}`];
  console.log(row.join('  '));
  rows.push(row);
}
if (differing === 0) {
  keepMeasurement(path.resolve(here, '../../..'), {
    name: 'exactness',
    title: 'Functions of one number, bit for bit',
    command: `npm run exact:unary${share === 1 ? '' : ` -- --share ${String(share)}`}`,
    body: [
      `Processor, integers and WebAssembly gave the same bits for the first ${taken.toLocaleString('en')} of every 4,194,304`,
      'consecutive inputs, by their bits. The error is the distance from the true value (the C library in binary64) in units',
      'of the last place, where that is a finite number.',
      '',
      markdownTable(['function', 'inputs', 'largest error (ulp)'], rows),
    ].join('\n'),
  });
}
process.exitCode = differing === 0 ? 0 : 1;
