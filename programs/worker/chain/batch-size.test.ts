import {
  type Address,
  type Blockhash,
  compileTransaction,
  generateKeyPairSigner,
  getTransactionEncoder,
  type KeyPairSigner,
} from '@solana/kit';
import { expect, test } from 'vitest';

import { settleAtOnceMax } from '@/lib/actions/due/settle-batches';
import { heartbeatLeases } from '@/lib/actions/heartbeat-leases';
import { type ActionPlan } from '@/lib/actions/plan';
import { settleLeases } from '@/lib/actions/settle-leases';
import { type Result } from '@/lib/domain/result';
import { getLeaseDecoder, getLeaseSize } from '@/lib/pyronet/generated';
import { composeMessage, maxComputeUnits, maxTransactionBytes } from '@/lib/tx/compose';

import { HEARTBEATS_AT_ONCE_MAX } from '../lease/beat-round';

const blank = getLeaseDecoder().decode(new Uint8Array(getLeaseSize()));
const somebody = async (): Promise<Address> => (await generateKeyPairSigner()).address;

async function bytesOf(feePayer: KeyPairSigner, plan: Result<ActionPlan>): Promise<number> {
  if (!plan.ok) throw new Error(plan.problem.message);
  const { instructions } = plan.value;
  const blockhash = String(await somebody()) as Blockhash;
  const message = composeMessage({
    ...{ instructions, feePayer, signers: [], computeUnitLimit: maxComputeUnits, microLamportsPerUnit: 0n },
    lifetime: { blockhash, lastValidBlockHeight: 1n },
  });
  return getTransactionEncoder().encode(compileTransaction(message)).length;
}

test('as many leases as are settled together fit one transaction, each with its attestation', async () => {
  const cranker = await generateKeyPairSigner();
  const [provider, providerPayout] = [await somebody(), await somebody()];
  const entry = async () => {
    const data = { ...blank, provider, providerPayout, vault: await somebody() };
    return { lease: { address: await somebody(), data }, attestation: await somebody() };
  };
  const entries = await Promise.all(Array.from({ length: settleAtOnceMax }, entry));
  const bytes = await bytesOf(cranker, settleLeases({ cranker, entries }));
  expect(bytes).toBeLessThanOrEqual(maxTransactionBytes);
});

test('as many leases as are proved together fit one transaction, and no more', async () => {
  const worker = await generateKeyPairSigner();
  const provider = await somebody();
  const leases = await Promise.all(Array.from({ length: HEARTBEATS_AT_ONCE_MAX + 1 }, somebody));
  const fits = heartbeatLeases({ worker, provider, leases: leases.slice(1) });
  expect(await bytesOf(worker, fits)).toBeLessThanOrEqual(maxTransactionBytes);
  const more = heartbeatLeases({ worker, provider, leases });
  expect(await bytesOf(worker, more)).toBeGreaterThan(maxTransactionBytes);
});
