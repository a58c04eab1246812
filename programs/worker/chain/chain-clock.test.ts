import { expect, test } from 'vitest';

import { RpcError } from '@/lib/rpc/rpc-error';

import { ChainClock } from './chain-clock';

/** A chain whose clock shows `seconds`, until it cannot be asked any more. */
function chainAt(seconds: bigint) {
  const state = { nowMs: 0, seconds, isGone: false, reads: 0 };
  const clock = { now: () => state.nowMs, sleep: async () => undefined };
  const request = async (): Promise<unknown> => {
    state.reads += 1;
    if (state.isGone) throw new RpcError('unreachable', 'gone');
    const data = new DataView(new ArrayBuffer(40));
    data.setBigUint64(0, 7n, true);
    data.setBigInt64(32, state.seconds, true);
    const base64 = Buffer.from(data.buffer).toString('base64');
    const owner = 'Sysvar1111111111111111111111111111111111111';
    const value = { lamports: 1n, owner, data: [base64, 'base64'], executable: false };
    return { context: { slot: 7n }, value: [value] };
  };
  return { state, chainClock: new ChainClock({ clock, request }) };
}

test('time goes on between readings, by the local clock', async () => {
  const { state, chainClock } = chainAt(1_000n);
  await chainClock.now();
  state.nowMs = 1_500;
  expect((await chainClock.now()).unixSeconds).toBe(1_001n);
  expect(state.reads).toBe(1);
});

test('a jump of the chain is seen at the next reading', async () => {
  const { state, chainClock } = chainAt(1_000n);
  await chainClock.now();
  state.seconds = 90_000n;
  state.nowMs = 2_000;
  expect((await chainClock.now()).unixSeconds).toBe(90_000n);
});

test('a short outage is bridged, a long one is not: nobody knows what time the chain has then', async () => {
  const { state, chainClock } = chainAt(1_000n);
  await chainClock.now();
  state.isGone = true;
  state.nowMs = 20_000;
  expect((await chainClock.now()).unixSeconds).toBe(1_020n);
  state.nowMs = 31_000;
  await expect(chainClock.now()).rejects.toMatchObject({ name: 'RpcError' });
});

test('many who ask at once share one reading', async () => {
  const { state, chainClock } = chainAt(1_000n);
  await Promise.all([chainClock.now(), chainClock.now(), chainClock.now()]);
  expect(state.reads).toBe(1);
});
