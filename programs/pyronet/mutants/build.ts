import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { runCommand } from './command';
import { described, type Mutant, rewritten } from './rewrite';
import { sitesOf } from './sites';
import { surveyed } from './survey-number';

const here = path.resolve(import.meta.dirname, '..');
/** Where the copy is built; ignored by git. */
const workshop = path.join(here, 'target/mutants');
const copy = path.join(workshop, 'source');
const hostTarget = path.join(workshop, 'host');

/** Which check is missing is read where it would stand: from the program's own bytes, or from the environment. */
const switchSource = `//! Which of the program's checks is missing; none for 0.

#[cfg(target_arch = "bpf")]
#[used]
#[link_section = ".rodata.mutant"]
static MISSING: [u8; 20] = *b"PYRONET MUTANT: \\0\\0\\0\\0";

#[cfg(target_arch = "bpf")]
#[inline(always)]
pub fn stands(id: u32) -> bool {
    // SAFETY: the last four bytes of a static of twenty.
    let missing = unsafe { MISSING.as_ptr().add(16).cast::<[u8; 4]>().read_volatile() };
    let missing = u32::from_le_bytes(missing);
    if missing == SURVEYED {
        tell(id);
    }
    missing != id
}

/// Takes nothing away; each check says its number as it is met.
#[cfg(target_arch = "bpf")]
const SURVEYED: u32 = ${String(surveyed)};

/// Leaves the number as the instruction's return data.
#[cfg(target_arch = "bpf")]
#[inline(never)]
fn tell(id: u32) {
    let bytes = id.to_le_bytes();
    // SAFETY: the system call \`sol_set_return_data\` by its number, given four bytes that outlive it.
    unsafe {
        let set_return_data: extern "C" fn(*const u8, u64) = core::mem::transmute(0xa226_d3eb_usize);
        set_return_data(bytes.as_ptr(), 4);
    }
}

#[cfg(not(target_arch = "bpf"))]
pub fn stands(id: u32) -> bool {
    static MISSING: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
    let missing = MISSING.get_or_init(|| {
        std::env::var("PYRONET_MUTANT").ok().and_then(|id| id.parse().ok()).unwrap_or(0)
    });
    *missing != id
}

#[cfg(not(target_arch = "bpf"))]
extern crate std;
`;

/** All mutants in one program and one set of host tests. */
export interface Workshop {
  readonly mutants: readonly Mutant[];
  /** Writes the program without one check; returns its path. */
  readonly programWithout: (id: number) => string;
  /** Executables of the rules' host tests by their names, switched by PYRONET_MUTANT. */
  readonly hostTests: ReadonlyMap<string, string>;
}

/** Copies the sources, makes every check removable, and builds once. */
export async function openWorkshop(): Promise<Workshop> {
  const mutants = copySources();
  const [built, hostTests] = await Promise.all([buildProgram(), buildHostTests()]);
  const at = built.indexOf('PYRONET MUTANT: ') + 16;
  if (at < 16) throw new Error('the built program has no switch');
  const programWithout = (id: number) => {
    const bytes = Buffer.from(built);
    bytes.writeUInt32LE(id, at);
    const file = path.join(workshop, `without-${String(id)}.so`);
    writeFileSync(file, bytes);
    return file;
  };
  return { mutants, programWithout, hostTests };
}

/** Builds by the program's own script, which then finds that the bytes are not the committed ones. */
async function buildProgram(): Promise<Buffer> {
  const built = path.join(copy, 'target/deploy/pyronet.so');
  rmSync(built, { force: true });
  const script = path.join(copy, 'scripts/build-program.sh');
  const { output } = await runCommand('bash', [script, '--verify'], { cwd: copy, keepOutput: true });
  if (!existsSync(built)) throw new Error(`the mutants do not build:\n${output}`);
  return readFileSync(built);
}

function copySources(): Mutant[] {
  mkdirSync(copy, { recursive: true });
  for (const part of [
    'Cargo.toml',
    'Cargo.lock',
    'example',
    'idl-gen',
    'interface',
    'program',
    'rules',
    'scripts',
  ]) {
    rmSync(path.join(copy, part), { recursive: true, force: true });
    cpSync(path.join(here, part), path.join(copy, part), { recursive: true });
  }
  writeFileSync(path.join(copy, 'interface/src/mutant.rs'), switchSource);
  const lib = path.join(copy, 'interface/src/lib.rs');
  writeFileSync(
    lib,
    readFileSync(lib, 'utf8').replace('pub mod message;', 'pub mod message;\npub mod mutant;'),
  );
  const mutants: Mutant[] = [];
  for (const file of ['program/src', 'rules/src'].flatMap(rustFiles)) {
    const at = path.join(copy, file);
    const source = readFileSync(at, 'utf8');
    const sites = sitesOf(source);
    writeFileSync(at, rewritten(source, sites, mutants.length + 1));
    for (const site of sites) {
      const words = described(source, site);
      const same = mutants.filter(
        (mutant) => mutant.file === file && mutant.within === words.within && mutant.check === words.check,
      );
      mutants.push({ id: mutants.length + 1, file, nth: same.length + 1, ...words });
    }
  }
  return mutants;
}

function rustFiles(folder: string): string[] {
  const names = readdirSync(path.join(copy, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.rs'))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** In a folder of their own: cargo takes the copy's crates for those they were copied from. */
async function buildHostTests(): Promise<ReadonlyMap<string, string>> {
  takeBuiltDependencies();
  const args = ['test', '--no-run', '--locked', '-p', 'pyronet-rules', '--tests', '--message-format=json'];
  const { status, output } = await runCommand('cargo', args, {
    cwd: copy,
    env: { CARGO_TARGET_DIR: hostTarget },
    keepOutput: true,
  });
  if (status !== 0) throw new Error(`the host tests do not build:\n${output}`);
  const executables = output.split('\n').flatMap((line) => /"executable":"([^"]+)"/.exec(line)?.[1] ?? []);
  return new Map(executables.map((at) => [path.basename(at).replace(/-\w+$/, ''), at]));
}

/** What the rules' own host tests were built with is not built again; their own crates are left out. */
function takeBuiltDependencies(): void {
  const [from, to] = [path.join(here, 'target/debug'), path.join(hostTarget, 'debug')];
  if (existsSync(to) || !existsSync(from)) return;
  for (const [folder, wanted] of [
    ['deps', /^lib(?!pyronet)/],
    ['.fingerprint', /^(?!pyronet)/],
    ['build', /^(?!pyronet)/],
  ] as const) {
    const names = existsSync(path.join(from, folder)) ? readdirSync(path.join(from, folder)) : [];
    for (const name of names.filter((name) => wanted.test(name)))
      cpSync(path.join(from, folder, name), path.join(to, folder, name), {
        recursive: true,
        preserveTimestamps: true,
      });
  }
}
