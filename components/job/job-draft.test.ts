import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { firstDraft, type JobDraft, parseDraft, printDraft } from './job-draft';

describe('a draft of a job', () => {
  test('outlives a reload', () => {
    const draft: JobDraft = {
      ...firstDraft,
      family: 'simulation',
      configuration: { kind: 'upload', name: 'argon.xyz', sha256: 'cd'.repeat(32) },
      scene: { kind: 'upload', name: 'kanne.glb', sha256: 'ab'.repeat(32) },
      picture: { ...firstDraft.picture, samples: '7' },
    };
    expect(parseDraft(printDraft(draft))).toEqual(draft);
  });

  test.each([
    ['nothing', null],
    ['half a text', '{"scene":'],
    ['a scene that is gone', printDraft({ ...firstDraft, scene: { kind: 'catalogue', id: 'gone' } })],
    [
      'a hash that is none',
      printDraft({ ...firstDraft, scene: { kind: 'upload', name: 'a', sha256: '../x' } }),
    ],
  ])('begins anew after %s', (_, text) => {
    expect(parseDraft(text)).toEqual(firstDraft);
  });

  test('never fails on what it finds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseDraft(text).picture.widthPx.length).toBeLessThanOrEqual(20);
      }),
      { numRuns: 1_000 },
    );
  });
});
