import 'fake-indexeddb/auto';

import { readFile } from 'node:fs/promises';

import { generateKeyPairSigner } from '@solana/kit';
import { beforeAll, expect, test } from 'vitest';

import { type TakeOfferPlan } from '@/lib/actions/take-offer';
import { failure, success } from '@/lib/domain/result';
import { type Engine } from '@/lib/engine/engine';
import { encodeJob } from '@/lib/engine/job';
import { openWasmEngine } from '@/lib/engine/wasm';
import { heldBytesStore } from '@/lib/storage/held-bytes-store';
import { sealedKeyValueStore } from '@/lib/storage/sealed-key-value-store';

import { openCommission, type PreparedCommission, prepareCommission } from './commission';
import { finishedWorkOf } from './finished-work';
import { loadSession, storedLeases } from './session-record';
import { forgetLease, keepFinished, type SessionVault } from './session-vault';

const settings = { width: 32, height: 32, tileEdge: 16, samples: 1, bounces: 1, seed: 1n };
let engine: Engine;
let scene: Uint8Array;
let commission: PreparedCommission;

beforeAll(async () => {
  engine = await openWasmEngine(await readFile('public/engine/engine.wasm'));
  const file = await readFile('programs/engine/scenes/cornell_box.json');
  scene = await engine.importScene(file, 'cornell-json');
  commission = await prepareCommission(engine, { job: encodeJob(settings, scene), input: scene });
});

const vaultOf = (chain: string, limitBytes?: number): SessionVault => ({
  secrets: sealedKeyValueStore(chain),
  inputs: heldBytesStore(chain, limitBytes === undefined ? {} : { limitBytes }),
});

async function planFor(): Promise<TakeOfferPlan> {
  const [lease, vault] = await Promise.all([generateKeyPairSigner(), generateKeyPairSigner()]);
  return { lease: lease.address, vault: vault.address, instructions: [] } as unknown as TakeOfferPlan;
}

test('before anybody signs, the next page would find the session and its inputs', async () => {
  const vault = vaultOf('opening');
  const opened = await openCommission(vault, commission, async () => success(await planFor()));
  if (!opened.ok) throw new Error(opened.problem.message);
  const { lease } = opened.value.plan;
  const next = vaultOf('opening');
  const record = await loadSession(next.secrets, lease);
  expect(record?.sessionKey.address).toBe(opened.value.record.sessionKey.address);
  expect(await next.inputs.get(commission.jobSha256)).toEqual(commission.jobBytes);
  expect(await next.inputs.get(commission.inputSha256)).toEqual(scene);
  await forgetLease(next, lease);
  expect(await next.secrets.keys('')).toEqual([]);
  expect(await next.inputs.get(commission.inputSha256)).toBeNull();
});

test('an offer that cannot be taken leaves nothing behind', async () => {
  const vault = vaultOf('refused');
  const opened = await openCommission(vault, commission, async () =>
    failure('gone', 'Gone.', 'Choose another.'),
  );
  expect(opened).toMatchObject({ ok: false, problem: { code: 'gone' } });
  expect(await storedLeases(vault.secrets)).toEqual([]);
});

test('room is made of the picture that was finished first, and never of a lease that runs', async () => {
  const needed = commission.jobBytes.length + scene.length;
  const vault = vaultOf('full', 1_000 + needed);
  const old = (await generateKeyPairSigner()).address;
  const { jobSha256, inputSha256 } = commission;
  const finished = { jobSha256, inputSha256, resultSha256: inputSha256, left: [], finishedAt: 1 };
  await keepFinished(
    vault,
    old,
    { ...finished, resultSha256: 'ab'.repeat(32) as typeof jobSha256 },
    new Uint8Array(900),
  );
  const take = async () => success(await planFor());
  const first = await openCommission(vault, commission, take);
  expect(first.ok).toBe(true);
  expect(await finishedWorkOf(vault.secrets, old)).not.toBeNull();

  const other = await prepareCommission(engine, {
    job: encodeJob({ ...settings, seed: 2n }, scene),
    input: scene,
  });
  expect((await openCommission(vault, other, take)).ok).toBe(true);
  expect(await finishedWorkOf(vault.secrets, old)).toBeNull();
  expect(await storedLeases(vault.secrets)).toHaveLength(2);
});

test('a scene without room is refused before anybody signs, and nothing of its job stays', async () => {
  const vault = vaultOf('small', commission.jobBytes.length);
  const refused = await openCommission(vault, commission, async () => success(await planFor()));
  expect(refused).toMatchObject({ ok: false, problem: { code: 'storage_unavailable' } });
  expect(await vault.inputs.get(commission.jobSha256)).toBeNull();
  expect(await storedLeases(vault.secrets)).toEqual([]);
});
