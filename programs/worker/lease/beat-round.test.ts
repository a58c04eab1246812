import { type Address, generateKeyPairSigner } from '@solana/kit';
import { describe, expect, test } from 'vitest';

import { WorkerError } from '../worker-error';
import { BeatRound, HEARTBEATS_AT_ONCE_MAX } from './beat-round';

const intervalS = 60;
const somebody = async (): Promise<Address> => (await generateKeyPairSigner()).address;
const several = (count: number) => Promise.all(Array.from({ length: count }, somebody));

function round(submit: () => Promise<void> = async () => undefined) {
  const sent: (readonly Address[])[] = [];
  const beats = new BeatRound(async (leases) => {
    sent.push(leases);
    await submit();
  });
  const woken: Address[] = [];
  const plan = (lease: Address, dueAt: bigint): void =>
    beats.plan(lease, { dueAt, intervalS, wake: () => woken.push(lease) });
  return { beats, sent, woken, plan };
}

describe('heartbeats of several leases', () => {
  test('go together with the first that is due, those up to three tenths of an interval early', async () => {
    const [due, soon, later] = await several(3);
    if (!due || !soon || !later) throw new Error('no addresses');
    const { beats, sent, woken, plan } = round();
    plan(due, 100n);
    plan(soon, 118n);
    plan(later, 119n);
    expect(await beats.prove(due, 100n)).toBe(true);
    expect(sent).toEqual([[due, soon]]);
    expect(woken).toEqual([due, soon]);
  });

  test('do not take along a lease that withdrew, and leave one that is alone to itself', async () => {
    const [due, ended] = await several(2);
    if (!due || !ended) throw new Error('no addresses');
    const { beats, sent, plan } = round();
    plan(due, 100n);
    plan(ended, 100n);
    beats.withdraw(ended);
    expect(await beats.prove(due, 100n)).toBe(false);
    expect(sent).toEqual([]);
  });

  test('are not sent twice for a lease that becomes due while they are on their way', async () => {
    const [due, soon] = await several(2);
    if (!due || !soon) throw new Error('no addresses');
    let land = (): void => undefined;
    const { beats, sent, plan } = round(() => new Promise((resolve) => (land = resolve)));
    plan(due, 100n);
    plan(soon, 101n);
    const first = beats.prove(due, 100n);
    const second = beats.prove(soon, 101n);
    land();
    expect(await Promise.all([first, second])).toEqual([true, true]);
    expect(sent).toHaveLength(1);
  });

  test('are no more than one transaction carries', async () => {
    const leases = await several(HEARTBEATS_AT_ONCE_MAX + 5);
    const { beats, sent, plan } = round();
    for (const lease of leases) plan(lease, 100n);
    const [due] = leases;
    if (due !== undefined) await beats.prove(due, 100n);
    expect(sent.map(({ length }) => length)).toEqual([HEARTBEATS_AT_ONCE_MAX]);
  });

  test('that the program refuses leave each to itself; a chain that is gone is said', async () => {
    const [due, soon] = await several(2);
    if (!due || !soon) throw new Error('no addresses');
    const refused = new WorkerError('transaction_failed', 'No.', 'Wait.', { cause: 'wrongState' });
    const refusing = round(() => Promise.reject(refused));
    refusing.plan(due, 100n);
    refusing.plan(soon, 100n);
    expect(await refusing.beats.prove(due, 100n)).toBe(false);
    const gone = round(() => Promise.reject(new Error('gone')));
    gone.plan(due, 100n);
    gone.plan(soon, 100n);
    const first = gone.beats.prove(due, 100n);
    expect(await gone.beats.prove(soon, 100n)).toBe(false);
    await expect(first).rejects.toThrow('gone');
  });
});
