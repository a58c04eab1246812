import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { concatBytes, u32Bytes } from '@/lib/domain/bytes';

import { EngineError } from './engine-error';
import { TokenText, Vocabulary } from './vocabulary';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function vocabularyOf(tokens: readonly Uint8Array[], end = 0xffff_ffff): Uint8Array {
  let offset = 0;
  const offsets = [0, ...tokens.map(({ length }) => (offset += length))];
  return concatBytes(
    utf8('PYROVOC1'),
    u32Bytes(tokens.length),
    u32Bytes(end),
    ...offsets.map(u32Bytes),
    ...tokens,
  );
}

const tokensOf = (...ids: readonly number[]): Uint8Array => concatBytes(...ids.map(u32Bytes));

describe('tokens as text', () => {
  const [crabStart, crabEnd] = [utf8('🦀').slice(0, 2), utf8('🦀').slice(2)];
  const bytes = vocabularyOf([new Uint8Array(), utf8('the'), utf8(' cat'), crabStart, crabEnd], 0);

  it('appear as soon as their letters are whole', () => {
    const text = new TokenText(Vocabulary.read(bytes));
    text.take(tokensOf(1, 2, 3));
    expect(text).toMatchObject({ text: 'the cat', tokens: 3, ended: false });
    text.take(tokensOf(4));
    expect(text.text).toBe('the cat🦀');
    text.take(tokensOf(0));
    expect(text).toMatchObject({ text: 'the cat🦀', tokens: 5, ended: true });
  });

  it('are nothing where the vocabulary does not have them', () => {
    const text = new TokenText(Vocabulary.read(bytes));
    text.take(concatBytes(tokensOf(5, 0xffff_ffff, 1), new Uint8Array(3)));
    expect(text).toMatchObject({ text: 'the', tokens: 3 });
  });
});

describe('bytes that are no vocabulary', () => {
  const whole = vocabularyOf([utf8('a'), utf8('bc')]);

  it('are refused at every length but their own', () => {
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => Vocabulary.read(whole.slice(0, length)), String(length)).toThrow(EngineError);
    }
    expect(() => Vocabulary.read(concatBytes(whole, new Uint8Array(1)))).toThrow(EngineError);
    expect(Vocabulary.read(whole)).toMatchObject({ count: 2, endToken: null });
  });

  it('are refused by code or read within their bounds, whatever was changed', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const changed = whole.slice();
        changed[at] = byte;
        try {
          const vocabulary = Vocabulary.read(changed);
          for (let token = 0; token < vocabulary.count; token += 1) {
            expect(vocabulary.bytesOf(token).length).toBeLessThanOrEqual(whole.length);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(EngineError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
