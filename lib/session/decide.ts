import { fetchEncodedAccount } from '@solana/kit';

import { equalBytes } from '@/lib/domain/bytes';
import { OrderAction } from '@/lib/domain/session-message';
import {
  type Attestation,
  decodeAttestation,
  findAttestationPda,
  type Lease,
  LeaseState,
} from '@/lib/pyronet/generated';

import { giveOrder } from './give-order';
import { type Mismatch, mismatch } from './segment-check';
import { type SessionOutcome } from './session-event';
import { saveRefusal } from './session-record';
import { holdsKey, maySign, presentLease, type SessionLife, troubleOf } from './session-life';

const lookAgainMs = 3_000;
/** After the chain is done, how long delivery may take to catch up with it. */
const catchUpMs = 60_000;

/** Follows the lease to its end and takes the renter's decisions: stop, refuse, accept. Never rejects. */
export async function decide(life: SessionLife, stopWanted: () => boolean): Promise<SessionOutcome> {
  const { clock } = life.options.client;
  let settledAtMs: number | null = null;
  let replaced = false;
  for (;;) {
    const next = life.pulse.next();
    if (life.signal.aborted) return { kind: 'left' };
    if (life.view.onChain.kind === 'gone') return ended(life, life.view.onChain.last);
    const lease = presentLease(life);
    if (lease !== null) {
      const disagreement = termsMismatch(life, lease);
      if (disagreement !== null) life.delivery.refuse(disagreement);
      if (life.delivery.mismatch !== null) return refuse(life, life.delivery.mismatch);
      if (!replaced && !holdsKey(life, lease)) {
        replaced = true;
        life.emit({ type: 'replaced' });
      }
      if (stopWanted() && maySign(life)) await stopLease(life, lease);
      if (lease.state === LeaseState.Auditing && maySign(life)) await acceptIfTrue(life, lease);
      if (lease.state === LeaseState.Settled) {
        settledAtMs ??= clock.now();
        const outcome = await settled(life, lease);
        if (outcome.kind === 'completed' || !awaitsDelivery(life, lease, settledAtMs + catchUpMs))
          return outcome;
      }
    }
    await next(lookAgainMs, life.signal);
  }
}

function ended({ delivery }: SessionLife, lease: Lease | null): SessionOutcome {
  return { kind: 'ended', lease, result: delivery.result, deliveredSegments: delivery.delivered };
}

async function refuse(life: SessionLife, found: Mismatch): Promise<SessionOutcome> {
  if (life.options.leads !== false) {
    await saveRefusal(life.options.store, life.record.lease, found).catch((error: unknown) =>
      life.emit(troubleOf(error)),
    );
  }
  life.emit({ type: 'mismatch', mismatch: found });
  const lease = presentLease(life);
  if (lease !== null && maySign(life)) await stopLease(life, lease);
  return { kind: 'refused', mismatch: found, lease: presentLease(life) };
}

/** Ends the lease as its state allows; nothing to do where it is ending already. */
async function stopLease(life: SessionLife, { state }: Lease): Promise<void> {
  if (state === LeaseState.Active) {
    await giveOrder(life, OrderAction.stop, 0n, (lease) => lease?.state !== LeaseState.Active);
  } else if (state === LeaseState.Open || state === LeaseState.Accepted) {
    const begun = (lease: Lease | null): boolean =>
      lease?.state === LeaseState.Open || lease?.state === LeaseState.Accepted;
    await giveOrder(life, OrderAction.cancel, 0n, (lease) => !begun(lease));
  }
}

/** Accepts the attestation once everything it speaks for was delivered and agrees; otherwise refuses or waits. */
async function acceptIfTrue(life: SessionLife, lease: Lease): Promise<void> {
  try {
    const attestation = await newestAttestation(life, lease);
    if (attestation === null || life.delivery.accepted < attestation.segmentTo) return;
    const found = attestationMismatch(life, attestation);
    if (found !== null) {
      life.delivery.refuse(found);
      return;
    }
    life.emit({ type: 'accepting', attestation });
    const seq = BigInt(attestation.seq);
    await giveOrder(life, OrderAction.accept, seq, (now) => now?.state !== LeaseState.Auditing);
  } catch (error) {
    life.emit(troubleOf(error));
  }
}

async function settled(life: SessionLife, lease: Lease): Promise<SessionOutcome> {
  const { delivery } = life;
  const whole = isWhollyAttested(lease) && delivery.complete;
  const attestation = whole ? await newestAttestation(life, lease).catch(() => null) : null;
  if (attestation === null) return ended(life, lease);
  const found = attestationMismatch(life, attestation);
  if (found !== null) return { kind: 'refused', mismatch: found, lease };
  return {
    kind: 'completed',
    lease,
    attestation,
    result: delivery.result,
    left: delivery.left,
    segmentsRoot: delivery.deliveredRoot,
    resultRoot: delivery.resultRoot(),
  };
}

function awaitsDelivery(life: SessionLife, lease: Lease, untilMs: number): boolean {
  return isWhollyAttested(lease) && life.options.client.clock.now() < untilMs;
}

function isWhollyAttested({ attestedSegments, segmentCount }: Lease): boolean {
  return attestedSegments === segmentCount;
}

/** The chain's record of what was agreed must be what this session set out with. */
function termsMismatch({ plan }: SessionLife, lease: Lease): Mismatch | null {
  const agrees =
    lease.segmentCount === BigInt(plan.segmentCount) &&
    equalBytes(Uint8Array.from(lease.jobRoot), plan.jobRoot) &&
    equalBytes(Uint8Array.from(lease.planRoot), plan.planRoot);
  return agrees ? null : mismatch('job-differs', 'The lease on chain is for another job.');
}

function attestationMismatch({ delivery, plan }: SessionLife, attestation: Attestation): Mismatch | null {
  const segments = Number(attestation.segmentTo);
  const root = delivery.rootOfFirst(segments);
  const units = plan.cumulativeUnits[segments - 1];
  if (
    root === null ||
    !equalBytes(Uint8Array.from(attestation.segmentsRoot), root) ||
    attestation.unitsTo !== units
  ) {
    return mismatch('attestation-differs', 'The provider attested other segments than it delivered.');
  }
  const whole = segments === plan.segmentCount;
  if (whole && !equalBytes(Uint8Array.from(attestation.resultRoot), delivery.resultRoot())) {
    return mismatch('result-differs', 'The result hash on chain is not that of what was delivered.');
  }
  return null;
}

/** The lease's latest attestation, or null when it has none. @throws RpcError */
async function newestAttestation(life: SessionLife, lease: Lease): Promise<Attestation | null> {
  const { client, programAddress } = life.options;
  for (const seq of [lease.attestationSeq - 1, lease.attestationSeq]) {
    if (seq < 0) continue;
    const [address] = await findAttestationPda({ lease: life.record.lease, seq }, { programAddress });
    const account = await fetchEncodedAccount(client.rpc, address, { commitment: 'confirmed' });
    if (account.exists && account.programAddress === programAddress) return decodeAttestation(account).data;
  }
  return null;
}
