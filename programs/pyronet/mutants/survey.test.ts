import { expect, test } from 'vitest';

import { suspectsIn } from './survey';

const file = 'programs/pyronet/tests/guard.test.ts';

test('a missing check is asked for first where little else refused', () => {
  const crowded = [1, 2, 3].map((id) => ({ id, file, name: 'everything at once' }));
  const suspects = suspectsIn([...crowded, { id: 2, file, name: 'a price that rose' }]);
  expect(suspects.get(2)?.map((killer) => killer.on === 'chain' && killer.name)).toEqual([
    'a price that rose',
    'everything at once',
  ]);
  expect(suspects.get(1)).toHaveLength(1);
  expect(suspects.get(4)).toBeUndefined();
});

test('few tests are asked one by one, however many refuse', () => {
  const notes = Array.from({ length: 30 }, (_, number) => ({ id: 7, file, name: `case ${String(number)}` }));
  expect(suspectsIn(notes).get(7)).toHaveLength(4);
});
