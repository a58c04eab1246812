import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { type Mutant } from './rewrite';

/**
 * The test that noticed a missing check: a host test of the rules by its name, or a file of the tests on the embedded
 * chain with the whole name of the test in it.
 */
export type Killer =
  | { readonly on: 'host'; readonly test: string }
  | { readonly on: 'chain'; readonly file: string; readonly name: string | undefined };

/** Which test noticed each missing check when it was last tried, so that it is asked first. Written by `npm run mutants`. */
const file = path.join(import.meta.dirname, 'killers.json');
const between = ' › ';
const recorded = z.record(z.string(), z.string());

export type Killers = ReadonlyMap<string, Killer>;

/** A check by its place in words, which outlives the lines around it. */
export function keyOf({ file: source, within, check, nth }: Mutant): string {
  return [source, within, nth === 1 ? check : `${check} (${String(nth)})`].join(between);
}

export function readKillers(): Killers {
  const entries = Object.entries(recorded.parse(JSON.parse(readFileSync(file, 'utf8'))));
  return new Map(entries.map(([key, killer]) => [key, parsed(killer)]));
}

/** Keeps the killers of checks that still stand somewhere. */
export function keepKillers(killers: Killers, mutants: readonly Mutant[]): void {
  const kept = mutants
    .map((mutant) => keyOf(mutant))
    .sort()
    .flatMap((key) => {
      const killer = killers.get(key);
      return killer === undefined ? [] : [[key, described(killer)] as const];
    });
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
}

/** In words: what the tables and the record of killers say. */
export function described(killer: Killer): string {
  if (killer.on === 'host') return `host test ${killer.test}`;
  return killer.name === undefined ? killer.file : `${killer.file}${between}${killer.name}`;
}

function parsed(words: string): Killer {
  const host = /^host test (\w+)$/.exec(words)?.[1];
  if (host !== undefined) return { on: 'host', test: host };
  const at = words.indexOf(between);
  if (at < 0) return { on: 'chain', file: words, name: undefined };
  return { on: 'chain', file: words.slice(0, at), name: words.slice(at + between.length) };
}
