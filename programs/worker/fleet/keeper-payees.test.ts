import { getCloseAccountInstruction, getTransferInstruction } from '@solana-program/token';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { LeaseState } from '@/lib/pyronet/generated';
import { duesOf } from '@/lib/pyronet/lease-dues';

import { loadKeys } from '../keys/worker-keys';
import { type LocalNetwork, startLocalNetwork } from '../testing/local-network';
import { pacedEngine } from '../testing/paced-engine';
import { eventually, noiseJob, Renter } from '../testing/renter';
import { startFleet, startFleetProcess } from '../testing/running-fleet';
import { newFolder } from '../testing/running-worker';

// Starts a fleet and a process.
vi.setConfig({ testTimeout: 120_000 });

let network: LocalNetwork;
let renter: Renter;
let stopKeeper: (() => Promise<void>) | undefined;

beforeAll(async () => {
  network = await startLocalNetwork();
  renter = await Renter.open(network);
}, 120_000);
afterAll(async () => {
  await stopKeeper?.();
  renter?.close();
  await network?.stop();
});

test('the keeper has the renter paid although the silent provider’s account is gone', async () => {
  const job = await noiseJob(pacedEngine(20));
  const machine = await startFleetProcess(
    network,
    { gpus_at_once: 1, machines: ['closed'] },
    20,
    await newFolder(),
  );
  const { record, scope } = await renter.take(await machine.providerOf('closed'), job);
  await renter.upload({ url: await machine.urlOf('closed') }, job, record, scope);
  await eventually(
    async () => (await renter.lease(record.lease)).state === LeaseState.Auditing,
    'the attestation',
  );
  await machine.kill();
  const { authority } = await loadKeys({ kind: 'local', name: 'closed' });
  const account = (await renter.lease(record.lease)).providerPayout;
  const amount = await renter.usdcAtoms(account);
  const emptied = getTransferInstruction({
    source: account,
    destination: renter.usdcAccount,
    authority,
    amount,
  });
  const closed = getCloseAccountInstruction({ account, destination: authority.address, owner: authority });
  await renter.chain.again('close', authority, [emptied, closed]);
  await network.travel(660);
  const keeper = await startFleet(
    network,
    { gpus_at_once: 1, machines: ['other'] },
    async () => pacedEngine(20),
    await newFolder(),
  );
  stopKeeper = keeper.stop;
  await eventually(
    async () => (await renter.lease(record.lease)).state === LeaseState.Settled,
    'the release',
  );
  const lease = await renter.lease(record.lease);
  expect(duesOf(lease).provider).toBeGreaterThan(0n);
  expect(duesOf(lease).renter).toBe(0n);
});
