import { DataPlaneError } from '@/lib/blobs/data-plane-error';
import {
  type Endpoint,
  fetchBlob,
  fetchLeaseStatus,
  streamSegments,
  uploadBlob,
} from '@/lib/blobs/lease-client';
import { type SegmentEvent } from '@/lib/blobs/lease-messages';
import { BlobRole } from '@/lib/blobs/permit';
import { type Lease, LeaseState } from '@/lib/pyronet/generated';

import { mismatch } from './segment-check';
import { maySign, presentLease, scopeOf, type SessionLife, troubleOf } from './session-life';

const retryMs = 1_000;
const permitLifeSeconds = 3_600n;
/** A carrier may garble bytes once; an output that never hashes to its name was never there. */
const wrongHashesUntilRefusal = 3;

/** Uploads the inputs and takes segments in order until all are delivered or the session ends. Never rejects. */
export async function receiveSegments(life: SessionLife): Promise<void> {
  const { delivery, worker, signal, options } = life;
  const wrongHashes = new Map<number, number>();
  while (!signal.aborted && !delivery.complete && delivery.mismatch === null) {
    const next = life.pulse.next();
    const lease = presentLease(life);
    const endpoint = lease === null ? null : await worker.reach();
    if (lease === null || endpoint === null) {
      await next(retryMs, signal);
      continue;
    }
    try {
      if (maySign(life)) await uploadInputs(life, endpoint, lease);
      await takeSegments(life, endpoint, wrongHashes);
    } catch (error) {
      if (signal.aborted) return;
      life.emit(troubleOf(error));
      worker.lose(endpoint);
    }
    if (!delivery.complete) await options.client.clock.sleep(retryMs, signal);
  }
}

async function uploadInputs(life: SessionLife, endpoint: Endpoint, lease: Lease): Promise<void> {
  const waiting = [LeaseState.Open, LeaseState.Accepted, LeaseState.Active].includes(lease.state);
  if (!waiting) return;
  const { record, options } = life;
  const before = await fetchLeaseStatus(endpoint, record.lease);
  if (before.phase !== 'waiting_for_inputs') return;
  await upload(life, endpoint, lease, BlobRole.job, options.job);
  const { missing_inputs } = await fetchLeaseStatus(endpoint, record.lease);
  if (missing_inputs.includes(record.inputSha256))
    await upload(life, endpoint, lease, BlobRole.input, options.input);
}

async function upload(
  life: SessionLife,
  endpoint: Endpoint,
  lease: Lease,
  role: BlobRole,
  bytes: Uint8Array,
): Promise<void> {
  await uploadBlob(endpoint, {
    scope: scopeOf(life, lease),
    sessionPrivateKey: life.record.sessionKey.privateKey,
    role,
    bytes,
    expiresAt: (await life.view.now(life.signal)) + permitLifeSeconds,
  });
  life.emit({ type: 'uploaded', role, bytes: bytes.length });
}

/** Resolves when the worker says that no more will come. */
async function takeSegments(
  life: SessionLife,
  endpoint: Endpoint,
  wrongHashes: Map<number, number>,
): Promise<void> {
  const { delivery, record } = life;
  for await (const message of streamSegments(endpoint, record.lease, delivery.delivered)) {
    if (message.type === 'end') return;
    try {
      await takeSegment(life, endpoint, message.segment);
    } catch (error) {
      if (!(error instanceof DataPlaneError) || error.code !== 'wrong_hash') throw error;
      const { index } = message.segment;
      const count = (wrongHashes.get(index) ?? 0) + 1;
      wrongHashes.set(index, count);
      if (count < wrongHashesUntilRefusal) throw error;
      const sentence = 'Again and again the output arrives with another hash than the worker announced.';
      delivery.refuse(mismatch('segment-hashes-disagree', sentence, index));
    }
    if (delivery.mismatch !== null) return;
  }
}

function takeSegment(
  { delivery, record }: SessionLife,
  endpoint: Endpoint,
  event: SegmentEvent,
): Promise<void> {
  return delivery.take(event, (sha256, bytes) => fetchBlob(endpoint, record.lease, sha256, bytes));
}
