import { describe, expect, test } from 'vitest';

import { guarded, readAtMost } from './byte-stream';

const source = (chunks: readonly number[], after: 'close' | 'hang') => {
  let cancelled = false;
  const left = [...chunks];
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const size = left.shift();
        if (size !== undefined) return controller.enqueue(new Uint8Array(size));
        if (after === 'close') return controller.close();
        await new Promise(() => undefined);
      },
      cancel: () => void (cancelled = true),
    },
    { highWaterMark: 0 },
  );
  return { stream, isCancelled: () => cancelled };
};

describe('a guarded stream', () => {
  test('passes everything through', async () => {
    const { stream } = source([3, 4], 'close');
    expect(await readAtMost(guarded(stream, { quietMs: 1000 }), 100)).toHaveLength(7);
  });

  test('ends with an error when the sender falls silent, and lets the sender go', async () => {
    const { stream, isCancelled } = source([3], 'hang');
    await expect(readAtMost(guarded(stream, { quietMs: 20 }), 100)).rejects.toMatchObject({
      code: 'timed_out',
    });
    expect(isCancelled()).toBe(true);
  });

  test('ends at once when its signal aborts, before or while it waits', async () => {
    for (const delayMs of [0, 20]) {
      const { stream, isCancelled } = source([3], 'hang');
      const abort = new AbortController();
      if (delayMs === 0) abort.abort(new Error('left'));
      else setTimeout(() => abort.abort(new Error('left')), delayMs);
      const read = readAtMost(guarded(stream, { quietMs: 60_000, signal: abort.signal }), 100);
      await expect(read).rejects.toThrow('left');
      expect(isCancelled()).toBe(true);
    }
  });

  test('stops reading at the limit of its reader', async () => {
    const { stream, isCancelled } = source([60, 60, 60], 'hang');
    await expect(readAtMost(guarded(stream, { quietMs: 1000 }), 100)).rejects.toMatchObject({
      code: 'too_large',
    });
    expect(isCancelled()).toBe(true);
  });
});
