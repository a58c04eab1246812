import { describe, expect, it } from 'vitest';

import { readableText } from './stranger-text';

describe('text of a stranger', () => {
  it('keeps what people write, in any script', () => {
    expect(readableText('Zürich 東京 Граница 3')).toBe('Zürich 東京 Граница 3');
  });

  it('loses characters that turn or hide what stands beside them', () => {
    expect(readableText('safe\u202Eetadpu\u202C\u200B\u0007\u2066!')).toBe('safeetadpu!');
  });

  it('stays on one line', () => {
    expect(readableText('  a\r\n\tb\u2028c\u00A0 d ')).toBe('a b c d');
  });

  it('cannot grow out of its line upwards', () => {
    expect(readableText(`a${'\u0338'.repeat(60)}b`)).toBe('a\u0338\u0338b');
  });

  it('is cut where its place ends, by whole characters', () => {
    expect(readableText('🔥'.repeat(9), 4)).toBe('🔥🔥🔥…');
    expect(Array.from(readableText('x'.repeat(1_000_000), 48))).toHaveLength(48);
  });

  it('is empty when nothing of it can be read', () => {
    expect(readableText('\u200B\u202E \u2060')).toBe('');
  });
});
