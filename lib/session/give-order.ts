import { postOrder } from '@/lib/blobs/lease-client';
import { type OrderAction } from '@/lib/domain/session-message';
import { type Lease } from '@/lib/pyronet/generated';

import { maySign, presentLease, scopeOf, type SessionLife, troubleOf } from './session-life';
import { type SignedOrder, signOrder } from './signed-order';

const workerCarriesWithinMs = 6_000;
const repeatAfterMs = 3_000;

/**
 * Has an order of the session key carried to the chain and waits for its effect: by the worker first, since the key holds
 * no lamports, and by the renter's own wallet when the worker does not. Repeats until `done`, or until the session ends or its
 * key is replaced.
 */
export async function giveOrder(
  life: SessionLife,
  action: OrderAction,
  argument: bigint,
  done: (lease: Lease | null) => boolean,
): Promise<void> {
  const isDone = (): boolean => life.signal.aborted || done(presentLease(life)) || !maySign(life);
  while (!isDone()) {
    const lease = presentLease(life);
    if (lease === null) return;
    try {
      const now = await life.view.now(life.signal);
      const signed = await signOrder(scopeOf(life, lease), life.record.sessionKey, action, argument, now);
      const carried = await carriedByWorker(life, signed);
      if (carried) await waitUntil(life, isDone, workerCarriesWithinMs);
      if (!isDone()) await carryOurselves(life, signed, lease);
    } catch (error) {
      life.emit(troubleOf(error));
    }
    await waitUntil(life, isDone, repeatAfterMs);
  }
}

async function carriedByWorker(life: SessionLife, { message, signature }: SignedOrder): Promise<boolean> {
  const endpoint = life.worker.endpoint;
  if (endpoint === null) return false;
  const impatient = { ...endpoint, answerWithinMs: workerCarriesWithinMs };
  try {
    await postOrder(impatient, life.record.lease, message, signature);
    return true;
  } catch {
    return false;
  }
}

async function carryOurselves(life: SessionLife, signed: SignedOrder, lease: Lease): Promise<void> {
  const sentence = await life.options.submitOrder?.(signed, lease);
  if (typeof sentence === 'string') life.emit({ type: 'trouble', sentence });
}

async function waitUntil(life: SessionLife, done: () => boolean, atMostMs: number): Promise<void> {
  const { clock } = life.options.client;
  const giveUpAtMs = clock.now() + atMostMs;
  for (;;) {
    const next = life.pulse.next();
    const leftMs = giveUpAtMs - clock.now();
    if (done() || leftMs <= 0) return;
    await next(leftMs, life.signal);
  }
}
