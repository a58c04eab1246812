import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { generateKeyPairSigner } from '@solana/kit';
import {
  getCloseAccountInstruction,
  getCreateAssociatedTokenIdempotentInstruction,
} from '@solana-program/token';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { parseWorkerCard } from '@/lib/blobs/worker-card';
import { fetchLeaseStatus, postVoucher } from '@/lib/blobs/lease-client';
import { rotateSession } from '@/lib/actions/rotate-session';
import { listen } from '@/lib/blobs/node-server';
import { EndReason, fetchProvider, type Lease, LeaseState } from '@/lib/pyronet/generated';
import { fetchHoldings } from '@/lib/pyronet/holdings';
import { signVoucher } from '@/lib/session/signed-order';
import { Relay } from '@/lib/relay/relay';

import { parseArguments } from './cli/arguments';
import { runCommand } from './commands/run-command';
import { openDataFolder } from './data-folder';
import { loadKeys } from './keys/worker-keys';
import { lineLog } from './log';
import { type LocalNetwork, startLocalNetwork } from './testing/local-network';
import { pacedEngine } from './testing/paced-engine';
import { eventually, noiseJob, Renter } from './testing/renter';
import { newFolder, type RunningWorker, runWorker, startWorker } from './testing/running-worker';

vi.setConfig({ testTimeout: 180_000 });

const engine = pacedEngine(20);
let network: LocalNetwork;
let renter: Renter;
let worker: RunningWorker;
let folder: string;

const netOf = ({ released, feeBps }: Lease): bigint => released - (released * BigInt(feeBps)) / 10_000n;

/** Everybody has been paid, the renter without a transaction of its own, and together it is what came in. */
const expectPaid = async (address: Parameters<Renter['lease']>[0]): Promise<Lease> => {
  await eventually(async () => {
    const { state, providerClaimed, feeClaimed, renterClaimed, funded } = await renter.lease(address);
    return state === LeaseState.Settled && providerClaimed + feeClaimed + renterClaimed === funded;
  }, 'the payout');
  const lease = await renter.lease(address);
  expect(lease.providerClaimed).toBe(netOf(lease));
  return lease;
};

beforeAll(async () => {
  network = await startLocalNetwork();
  renter = await Renter.open(network);
  folder = await newFolder();
  worker = await startWorker(network, 'serving', async () => pacedEngine(100), folder);
}, 120_000);
afterAll(async () => {
  await worker?.stop();
  renter?.close();
  await network?.stop();
});

describe('a worker and a renter', () => {
  test('go through a job together: computed, vouched, attested, accepted, paid to the atom', async () => {
    const job = await noiseJob(engine);
    const { record } = await renter.take(worker.provider, job);
    const outcome = await renter.session(worker.provider, worker.url, engine, job, record).run();
    expect(outcome.kind).toBe('completed');
    const lease = await expectPaid(record.lease);
    expect(lease.endReason).toBe(EndReason.Completed);
    expect(lease.released).toBeGreaterThan(0n);
    expect(lease.attestationSeq).toBe(1);
  });

  test('a stopped job is paid for the prefix that was delivered', async () => {
    const job = await noiseJob(engine);
    const { record } = await renter.take(worker.provider, job);
    const session = renter.session(worker.provider, worker.url, engine, job, record);
    const running = session.run();
    await eventually(async () => {
      const { delivered_segments: delivered } = await fetchLeaseStatus({ url: worker.url }, record.lease);
      return delivered >= 3;
    }, 'the third segment');
    await network.travel(20);
    session.stop();
    await running;
    const lease = await expectPaid(record.lease);
    expect(lease.endReason).toBe(EndReason.Stopped);
    expect(lease.attestedSegments).toBeGreaterThanOrEqual(3n);
    expect(lease.attestedSegments).toBeLessThan(lease.segmentCount);
    expect(lease.released).toBeGreaterThan(0n);
  });

  test('a session key is replaced: what the old one vouched for is redeemed while it counts', async () => {
    const job = await noiseJob(engine, { width: 160, height: 160 });
    const { record, scope } = await renter.take(worker.provider, job);
    await renter.upload({ url: worker.url }, job, record, scope);
    await eventually(async () => (await renter.lease(record.lease)).state === LeaseState.Active, 'the start');
    const { startedAt } = await renter.lease(record.lease);
    await network.travel(12);
    const stated = { deliveredSegments: 0n, acceptedSegments: 0n, deliveredRoot: new Uint8Array(32) };
    const time = { servedUntil: startedAt + 10n, coveredSeconds: 10n };
    const { message, signature } = await signVoucher(scope, record.sessionKey, { ...stated, ...time });
    // The worker's idea of the chain's time follows a jump within seconds.
    await eventually(
      () =>
        postVoucher({ url: worker.url }, record.lease, message, signature).then(
          () => true,
          () => false,
        ),
      'the voucher',
    );
    const next = (await generateKeyPairSigner()).address;
    const located = { address: record.lease, data: await renter.lease(record.lease) };
    const rotated = rotateSession({ renter: renter.wallet, lease: located, sessionKey: next });
    await renter.chain.again('rotate', renter.wallet, rotated.instructions);
    await eventually(async () => (await renter.lease(record.lease)).vouchedS === 10n, 'the redemption');
    await eventually(
      async () => (await renter.lease(record.lease)).state === LeaseState.Auditing,
      'attesting',
    );
    await network.travel(660);
    await expectPaid(record.lease);
  });

  test('vouchers of seconds to come are refused, and those that grant nothing do not make service free', async () => {
    const job = await noiseJob(engine, { width: 160, height: 160 });
    const { record, scope } = await renter.take(worker.provider, job);
    await renter.upload({ url: worker.url }, job, record, scope);
    await eventually(async () => (await renter.lease(record.lease)).state === LeaseState.Active, 'the start');
    const { startedAt } = await renter.lease(record.lease);
    const vouch = async (servedUntil: bigint, coveredSeconds: bigint): Promise<unknown> => {
      const nothing = { deliveredSegments: 0n, acceptedSegments: 0n, deliveredRoot: new Uint8Array(32) };
      const stated = { ...nothing, servedUntil, coveredSeconds };
      const { message, signature } = await signVoucher(scope, record.sessionKey, stated);
      return postVoucher({ url: worker.url }, record.lease, message, signature);
    };
    const grantNothing = async (): Promise<boolean> => {
      const { unixSeconds } = await renter.now();
      return vouch(unixSeconds, 0n).then(
        () => true,
        () => false,
      );
    };
    for (const seconds of [30, 15]) {
      await network.travel(seconds);
      await eventually(grantNothing, 'the voucher');
    }
    const ahead = (await renter.now()).unixSeconds + 9n;
    await expect(vouch(ahead, ahead - startedAt)).rejects.toMatchObject({ code: 'conflict' });
    await eventually(async () => (await renter.lease(record.lease)).coveredS >= 45n, 'a beat of its own');
    await eventually(
      async () => (await renter.lease(record.lease)).state === LeaseState.Auditing,
      'attesting',
    );
    await network.travel(660);
    await expectPaid(record.lease);
  });

  test('when the renter vanishes, the worker proves its service on chain and is paid after the window', async () => {
    const job = await noiseJob(engine, { width: 160, height: 160 });
    const { record, scope } = await renter.take(worker.provider, job);
    await renter.upload({ url: worker.url }, job, record, scope);
    await eventually(async () => (await renter.lease(record.lease)).state === LeaseState.Active, 'the start');
    await network.travel(45);
    await eventually(async () => (await renter.lease(record.lease)).deliveredSegments > 0n, 'a checkpoint');
    await eventually(
      async () => (await renter.lease(record.lease)).state === LeaseState.Auditing,
      'attesting',
    );
    const { coveredS, startedAt, anchorAt } = await renter.lease(record.lease);
    expect(coveredS).toBe(anchorAt - startedAt);
    expect(coveredS).toBeGreaterThanOrEqual(45n);
    await network.travel(660);
    const lease = await expectPaid(record.lease);
    expect(lease.released).toBeGreaterThan(0n);
  });
});

describe('a worker declines, at no cost to either side,', () => {
  const rejected = async (record: { readonly lease: Lease['offer'] }): Promise<Lease> => {
    await eventually(
      async () => (await renter.lease(record.lease)).state === LeaseState.Settled,
      'the rejection',
    );
    const lease = await renter.lease(record.lease);
    expect(lease.endReason).toBe(EndReason.Rejected);
    expect(lease.renterClaimed, 'all of it is back').toBe(lease.funded);
    return lease;
  };

  test.each([
    ['another plan root', { planRoot: new Uint8Array(32).fill(7) }],
    ['another job root', { jobRoot: new Uint8Array(32).fill(7) }],
    ['fewer segments', { segmentCount: 15n }],
    ['less work paid than there is', { unitCap: 15_999_999n }],
  ])('a lease that names %s than its job has', async (_, lie) => {
    const job = await noiseJob(engine);
    const { record, scope } = await renter.take(worker.provider, job, lie);
    await renter.upload({ url: worker.url }, job, record, scope);
    await rejected(record);
    const { phase, problem } = await fetchLeaseStatus({ url: worker.url }, record.lease);
    expect([phase, problem?.code]).toEqual(['refused', 'job_not_as_agreed']);
  });

  test('a job whose result is larger than it can put together', async () => {
    const { record } = await renter.take(worker.provider, await noiseJob(engine), {
      outputBytesMax: 2n ** 50n,
    });
    await rejected(record);
    const { problem } = await fetchLeaseStatus({ url: worker.url }, record.lease);
    expect(problem?.code).toBe('output_too_large');
  });

  test('a job that cannot finish in its time at the guaranteed speed', async () => {
    const job = await noiseJob(engine, { width: 640, height: 640 });
    const { record } = await renter.take(worker.provider, job, { completeWithinSeconds: 60n });
    await rejected(record);
    const { problem } = await fetchLeaseStatus({ url: worker.url }, record.lease);
    expect(problem?.code).toBe('deadline_too_short');
  });

  test('a lease whose inputs never come, before silence would cost reputation', async () => {
    const { record } = await renter.take(worker.provider, await noiseJob(engine));
    await network.travel(100);
    await rejected(record);
    const { rpc } = renter.chain.client;
    const { data } = await fetchProvider(rpc, worker.provider, { commitment: 'confirmed' });
    expect([data.silent, data.noStart, data.missedCompletion]).toEqual([0, 0, 0]);
  });
});

describe('a worker without an open port', () => {
  test('serves a whole job through a relay', async () => {
    const { network: net, client } = renter.chain;
    const relay = new Relay({
      network: { genesisHash: net.genesisHash, programAddress: renter.chain.programAddress },
      originOf: () => site.url,
      workerKeyOf: async (provider) => (await fetchProvider(client.rpc, provider)).data.workerKey,
      clientOf: () => 'peer',
    });
    const site = await listen(
      (request) => relay.handle(request, new URL(request.url).pathname.split('/').slice(3)),
      { host: '127.0.0.1', port: 0 },
    );
    const home = await newFolder();
    const more = ['--relay', site.url];
    const hidden = await startWorker(network, 'hidden', async () => pacedEngine(20), home, more);
    const url = `${site.url}/api/relay/${hidden.provider}`;
    try {
      await eventually(async () => hidden.log().includes('connected to a relay'), 'the relay');
      const job = await noiseJob(engine);
      const { record } = await renter.take(hidden.provider, job);
      const outcome = await renter.session(hidden.provider, url, engine, job, record).run();
      expect(outcome.kind).toBe('completed');
      await expectPaid(record.lease);
    } finally {
      await hidden.stop();
      relay.close();
      await site.close();
    }
  });
});

describe('a provider', () => {
  const command = async (
    what: Parameters<typeof runWorker>[3],
    name: string,
    home: string,
  ): Promise<string> => runWorker(network, name, home, what, async () => pacedEngine(1));

  test('whose payout account is closed serves on, and is paid once the account is there again', async () => {
    const home = await newFolder();
    const unpaid = await startWorker(network, 'unpaid', async () => pacedEngine(150), home);
    const { authority } = await loadKeys({ kind: 'local', name: 'unpaid' });
    const { usdcAccount } = await fetchHoldings(
      renter.chain.client.rpc,
      renter.chain.network,
      authority.address,
    );
    const close = getCloseAccountInstruction({
      account: usdcAccount,
      destination: authority.address,
      owner: authority,
    });
    await renter.chain.again('close', authority, [close]);
    for (const round of [1, 2]) {
      const job = await noiseJob(engine);
      const { record } = await renter.take(unpaid.provider, job);
      const session = renter.session(unpaid.provider, unpaid.url, engine, job, record).run();
      await eventually(
        async () => (await renter.lease(record.lease)).state === LeaseState.Active,
        'the start',
      );
      await network.travel(10);
      expect((await session).kind, `round ${round}`).toBe('completed');
      await eventually(async () => unpaid.log().split('could not be paid').length > round, 'the refusal');
      const lease = await renter.lease(record.lease);
      expect([lease.state, lease.providerClaimed]).toEqual([LeaseState.Settled, 0n]);
    }
    const { usdcMint } = renter.chain.network;
    const open = getCreateAssociatedTokenIdempotentInstruction({
      payer: authority,
      ata: usdcAccount,
      owner: authority.address,
      mint: usdcMint,
    });
    await renter.chain.again('open', authority, [open]);
    expect(await command('claim', 'unpaid', home)).toMatch(/was paid.*\n.*was paid/);
    expect(await renter.usdcAtoms(usdcAccount)).toBeGreaterThan(0n);
    await unpaid.stop();
  });

  test('goes to the market, looks at itself and leaves by single commands', async () => {
    const home = await newFolder();
    expect(await command('selftest', 'stepwise', home)).toContain('ok    engine');
    await expect(command('status', 'stepwise', home)).rejects.toMatchObject({ code: 'not_registered' });
    expect(await command('onboard', 'stepwise', home)).toContain('listed an offer');
    expect(await command('onboard', 'stepwise', home), 'nothing is done twice').not.toMatch(
      /listed|staked|posted/,
    );
    expect(await command('status', 'stepwise', home)).toMatch(/status=Listed.*price=0\.25/);
    expect(await command('withdraw', 'stepwise', home)).toMatch(
      /closed=true[^]*take out the bond[^]*the stake/,
    );
    expect(await command('status', 'stepwise', home)).not.toContain('Listed');
  });
});

describe('a machine that serves for somebody else', () => {
  test('prints a card that a wallet can register it with, once it has listened', async () => {
    const home = await newFolder();
    const { address } = renter.wallet;
    const { rpcUrl, wsUrl } = network;
    const run = async (command: string, stop: AbortSignal): Promise<string> => {
      const place = ['--rpc', rpcUrl, '--ws', wsUrl, '--data', home];
      const options = parseArguments([command, '--for', address, '--class', 'RTX 4090', ...place]);
      if (options === undefined) throw new Error('no options');
      const lines: string[] = [];
      const log = lineLog(() => undefined);
      await runCommand(
        options,
        async () => pacedEngine(1),
        log,
        stop,
        (line) => lines.push(line),
      );
      return lines.join('\n');
    };
    const never = new AbortController().signal;
    expect(parseWorkerCard(await run('card', never))).toMatchObject({ record_sha256: null });
    const stop = new AbortController();
    const serving = run('serve', stop.signal);
    await eventually(
      async () => typeof parseWorkerCard(await run('card', never))?.record_sha256 === 'string',
      'a record',
    );
    stop.abort();
    await serving;
    const card = parseWorkerCard(await run('card', never));
    expect(card).toMatchObject({ authority: address, vram_mib: 24_576, gpu_count: 1, local_only: true });
    expect(card?.record_sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a data folder', () => {
  test('serves one worker at a time', async () => {
    const second = startWorker(network, 'serving', async () => pacedEngine(1), folder);
    await expect(second).rejects.toMatchObject({ code: 'data_folder_in_use' });
  });

  test('of another network is refused', async () => {
    const other = await newFolder();
    const { facts } = await openDataFolder(other);
    await facts.set('network', 'another genesis and program');
    const started = startWorker(network, 'elsewhere', async () => pacedEngine(1), other);
    await expect(started).rejects.toMatchObject({ code: 'other_network' });
  });

  test('gives its log no secret', async () => {
    const seed = await readFile(path.join(folder, 'keys', 'lease-seed'));
    const log = worker.log();
    for (const encoding of ['hex', 'base64'] as const) expect(log).not.toContain(seed.toString(encoding));
    expect(log).not.toMatch(/\[\d+(,\d+){20,}/);
  });
});
