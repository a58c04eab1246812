import { afterAll, describe, expect, test } from 'vitest';

import { pyronetAccountNames } from '@/lib/pyronet/generated';

import { type Freedom, freedoms } from '../testing/matrix/freedoms';
import { idlAccountTypes, idlInstructions } from '../testing/matrix/idl';
import { play } from '../testing/matrix/play';
import { scenes } from '../testing/matrix/scenes';
import { setStage } from '../testing/matrix/stage';

/**
 * Every instruction with every account wrong in every way: each transaction is refused with an error of the expected
 * class and changes nothing, or stands in the reviewed table of freedoms.
 */
const taken = new Set<Freedom>();
let cells = 0;
let played = 0;

const all = idlInstructions.flatMap((instruction) =>
  Object.entries(scenes[instruction.name] ?? {}).map(([title, arrange]) => ({
    name: `${instruction.name} ${title}`,
    run: () => play(instruction, title, arrange),
  })),
);

describe('no other account than the right one is taken by', () => {
  test.each(all)('$name', async ({ run }) => {
    const result = await run();
    expect(result.wrong).toEqual([]);
    expect(result.cells).toBeGreaterThan(10);
    result.taken.forEach((freedom) => taken.add(freedom));
    cells += result.cells;
    played += 1;
  });
});

test('every instruction of the interface description has its scenes, and no other', () => {
  expect(Object.keys(scenes).sort()).toEqual(idlInstructions.map(({ name }) => name).sort());
});

test('an account of every type stands by to be put where it does not belong', async () => {
  const { chain, impostors } = await setStage();
  const types = impostors.map(({ address }) => {
    const account = chain.account(address);
    return account.exists ? pyronetAccountNames[account.data[0] ?? 0] : undefined;
  });
  expect([...idlAccountTypes].filter((type) => !types.includes(type))).toEqual([]);
});

test('no freedom is granted that nothing needs', () => {
  if (played < all.length) return;
  expect(freedoms.filter((freedom) => !taken.has(freedom))).toEqual([]);
});

afterAll(() => {
  process.stdout.write(
    `account matrix: ${String(cells)} cells of ${String(idlInstructions.length)} instructions\n`,
  );
});
