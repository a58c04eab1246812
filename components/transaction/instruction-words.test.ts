import { describe, expect, test } from 'vitest';

import { pyronetInstructionNames } from '@/lib/pyronet/generated';

import { instructionWords } from './instruction-words';

describe('an instruction in words', () => {
  test('says what it does', () => {
    expect(instructionWords('takeOffer')).toBe('Open a lease and fund its escrow');
  });

  test.each(Object.values(pyronetInstructionNames))('of our program is a sentence: %s', (name) => {
    const words = instructionWords(name);
    expect(words).toMatch(/^[A-Z][a-z]+ .+/);
    expect(words.replaceAll(' ', '').toLowerCase()).not.toBe(name.toLowerCase());
  });

  test('of another program goes by the name that is known of it', () => {
    expect(instructionWords('Token program')).toBe('Token program');
    expect(instructionWords('someNewThing')).toBe('Some new thing');
    expect(instructionWords(null)).toBe('Unknown instruction');
  });
});
