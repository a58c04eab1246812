import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { type Address } from '@solana/kit';

import { type Engine, type JobPlan } from '@/lib/engine/engine';
import { decodeJob, encodeJob, type Job } from '@/lib/engine/job';
import { outlineOf } from '@/lib/engine/outline/outline-of';
import { encodePng } from '@/lib/engine/png';
import { decodeResult } from '@/lib/engine/result';
import {
  EndReason,
  fetchProvider,
  findAttestationPda,
  type Lease,
  LeaseState,
  PYRONET_PROGRAM_ADDRESS,
} from '@/lib/pyronet/generated';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { keepCommission, prepareCommission } from '@/lib/session/commission';
import { findWorkerAddresses } from '@/lib/session/find-worker-addresses';
import { LeaseSession } from '@/lib/session/lease-session';
import { type SessionOutcome } from '@/lib/session/session-event';
import { createSessionSecrets, forgetSession, type SessionRecord } from '@/lib/session/session-record';
import { problemOf } from '@/lib/tx/outcome-problem';

import { carryOrder } from './carry-order';
import { ChainWriter } from './chain-writer';
import { chooseOffer, type ChosenOffer } from './choose-offer';
import { type Connection } from './connect';
import { DemoProblem, exitCode } from './demo-problem';
import { endWaits } from './end-waits';
import { LiveView } from './live-view';
import { readMoneyTrail } from './money-trail';
import { type DemoOptions } from './options';
import { printQuote } from './quote-text';
import { localRenter, type Renter, renterFromFile } from './renter';
import { defaultScene, readScene } from './scene-file';
import { closeAccounts, duesOf, payOut, readLease, usdcIn } from './settlement';
import { type Terminal } from './terminal';
import { type Holding, printTrail } from './trail-text';
import { verifyResult } from './verify-result';
import { largestBlobBytes, newestSession, openWorkspace, rememberNewest, type Workspace } from './workspace';

export interface Demo {
  readonly options: DemoOptions;
  readonly connection: Connection;
  readonly engine: Engine;
  readonly terminal: Terminal;
  /** Called with a function that stops the lease, once there is one. */
  readonly onStoppable: (stop: () => void) => void;
  /** Raised to leave at once; the lease goes on and can be resumed. */
  readonly leave: AbortSignal;
}

/** A job with everything that is needed to go through its lease. */
interface Commission {
  readonly record: SessionRecord;
  readonly jobBytes: Uint8Array;
  readonly scene: Uint8Array;
  readonly job: Job;
  readonly plan: JobPlan;
  readonly lease: Lease;
  /** USDC atoms before the lease, by account; empty after `--resume`. */
  readonly before: ReadonlyMap<Address, bigint>;
}

/** @throws DemoProblem */
export async function runDemo(demo: Demo): Promise<void> {
  const { options, connection } = demo;
  const { client, network } = connection;
  const workspace = await openWorkspace(options.dataDir);
  const renter =
    options.keypairFile === null
      ? await localRenter(client, network.usdcMint)
      : await renterFromFile(client, network.usdcMint, options.keypairFile);
  const writer = new ChainWriter(client, workspace.store, renter.signer);
  const commission = options.resume
    ? await resume(demo, workspace)
    : await begin(demo, workspace, renter, writer);
  const outcome = await goThrough(demo, workspace, writer, commission);
  await conclude(demo, workspace, writer, commission, outcome);
}

/** Reads the scene, chooses an offer, and takes it. */
async function begin(
  { options, connection, engine, terminal }: Demo,
  workspace: Workspace,
  renter: Renter,
  writer: ChainWriter,
): Promise<Commission> {
  const { client, network } = connection;
  const file = options.scene ?? defaultScene;
  const scene = await readScene(engine, file);
  const prepared = await prepareCommission(engine, { job: encodeJob(options, scene), input: scene });
  const { jobBytes, plan } = prepared;
  const job = decodeJob(jobBytes);
  const unitCap = plan.cumulativeUnits.at(-1) ?? 0n;
  terminal.line(
    `  ${path.basename(file)}: ${job.sceneTriangles} triangles, ${job.width}×${job.height} pixels, ${job.samples} samples, ${plan.segmentCount} tiles, ${unitCap} work units`,
  );

  const secrets = await createSessionSecrets();
  const chosen = await chooseOffer(client, {
    network,
    renter: renter.signer,
    source: renter.usdcAccount,
    sourceAtoms: renter.usdcAtoms,
    payerLamports: renter.lamports,
    nonce: randomBytes(8).readBigUInt64LE(),
    sessionKey: secrets.sessionKey.address,
    renterCommit: secrets.renterCommit,
    plan,
    inputBytes: scene.length + jobBytes.length,
    maxPricePerHour: options.maxPricePerHour,
    onlyProvider: options.provider,
  });
  printQuote(terminal, chosen);
  const accounts = [renter.usdcAccount, chosen.plan.vault, chosen.offer.provider.payout, network.feeVault];
  const amounts = await Promise.all(accounts.map((account) => usdcIn(client, account)));
  const before = new Map(accounts.map((account, index) => [account, amounts[index] ?? 0n]));
  const kept = await keepCommission(workspace.vault, prepared, secrets, chosen.plan.lease);
  if (!kept.ok) throw new DemoProblem(exitCode.badInput, kept.problem.message, kept.problem.next);
  const record = kept.value;
  await rememberNewest(workspace, record.lease);
  const lease = await take(connection, writer, chosen);
  terminal.line(
    `  ${terminal.paint.good('✓')} Lease ${record.lease} is open; its escrow can go to its provider and back to you, nowhere else`,
  );
  return { record, jobBytes, scene, job, plan, lease, before };
}

async function take({ client }: Connection, writer: ChainWriter, chosen: ChosenOffer): Promise<Lease> {
  const { lease: address } = chosen.plan;
  const problem = problemOf(await writer.send(`take-offer ${address}`, chosen.plan));
  if (problem !== null) throw new DemoProblem(exitCode.noNetwork, problem.message, problem.next);
  const lease = await readLease(client, address);
  if (lease !== null) return lease.data;
  throw new DemoProblem(
    exitCode.noNetwork,
    'The lease was opened and is gone already.',
    'Run the demo again.',
  );
}

async function resume({ connection, engine, terminal }: Demo, workspace: Workspace): Promise<Commission> {
  const record = await newestSession(workspace);
  const lease = await readLease(connection.client, record.lease);
  if (lease === null) {
    throw new DemoProblem(
      exitCode.badInput,
      `Lease ${record.lease} was never opened, or is closed.`,
      'Start a new job.',
    );
  }
  const jobBytes = await workspace.blobs.read(record.jobSha256, largestBlobBytes);
  const scene = await workspace.blobs.read(record.inputSha256, largestBlobBytes);
  terminal.line(`  Going on with lease ${record.lease}`);
  return {
    record,
    jobBytes,
    scene,
    job: decodeJob(jobBytes),
    plan: await engine.plan({ job: jobBytes, input: scene }),
    lease: lease.data,
    before: new Map(),
  };
}

/** Runs the session to its end, ending waits on the way that nobody else ends. */
async function goThrough(
  { options, connection, engine, terminal, onStoppable, leave }: Demo,
  workspace: Workspace,
  writer: ChainWriter,
  { record, jobBytes, scene, job, plan, lease }: Commission,
): Promise<SessionOutcome> {
  const { client, network, appUrl } = connection;
  const view = new LiveView(terminal, job, plan, options.exposure);
  const signedNetwork = { genesisHash: network.genesisHash, programAddress: PYRONET_PROGRAM_ADDRESS };
  const session = new LeaseSession({
    client,
    programAddress: PYRONET_PROGRAM_ADDRESS,
    provider: lease.provider,
    record,
    store: workspace.store,
    engine,
    job: jobBytes,
    input: scene,
    workerAddresses: () =>
      findWorkerAddresses(client, signedNetwork, lease.provider, { workerUrl: options.workerUrl, appUrl }),
    submitOrder: (signed, data) => carryOrder(writer, signed, { address: record.lease, data }),
    onEvent: view.show,
  });
  onStoppable(() => session.stop());
  const over = new AbortController();
  const waits = endWaits(client, writer, record.lease, AbortSignal.any([over.signal, leave]));
  view.start();
  try {
    return await session.run(leave);
  } finally {
    view.stop();
    over.abort();
    await waits;
  }
}

/** Verifies, writes the picture, pays everybody, and prints where the money went. */
async function conclude(
  demo: Demo,
  workspace: Workspace,
  writer: ChainWriter,
  commission: Commission,
  outcome: SessionOutcome,
): Promise<void> {
  const { options, engine, terminal } = demo;
  if (outcome.kind === 'left') {
    throw new DemoProblem(
      exitCode.interrupted,
      'Left; the lease goes on.',
      'Go on with `npm run demo -- --resume`.',
    );
  }
  const { job, jobBytes, scene, plan } = commission;
  if (outcome.kind === 'completed') {
    terminal.line();
    const { result, lease, attestation } = outcome;
    const { recheckTiles } = options;
    await verifyResult({
      engine,
      job,
      jobBytes,
      outline: outlineOf(jobBytes),
      input: scene,
      plan,
      statesOut: [],
      result,
      lease,
      attestation,
      recheckTiles,
      terminal,
    });
    await writeFile(options.out, encodePng(decodeResult(result), options.exposure));
    terminal.line(`  ${terminal.paint.good('✓')} Wrote ${options.out}`);
  }
  await settleUp(demo, workspace, writer, commission);
  if (outcome.kind === 'refused') {
    throw new DemoProblem(
      exitCode.mismatch,
      outcome.mismatch.sentence,
      'Nothing wrong was accepted. What the provider cannot prove comes back: `npm run demo -- --resume` collects it.',
    );
  }
  if (outcome.kind === 'ended') {
    const reason = endWords[outcome.lease?.endReason ?? EndReason.NotEnded];
    throw new DemoProblem(
      exitCode.unserved,
      `The lease ended without the whole picture: ${reason}. ${outcome.deliveredSegments} of ${plan.segmentCount} tiles had arrived.`,
      'What was not earned is back in your account. Run the demo again.',
    );
  }
}

/** The session is forgotten once the lease is settled and everybody paid; before that `--resume` goes on with it. */
async function settleUp(
  { connection, terminal }: Demo,
  workspace: Workspace,
  writer: ChainWriter,
  commission: Commission,
): Promise<void> {
  const { client, network } = connection;
  const { record, before } = commission;
  await payOut(client, writer, record.lease, terminal);
  const final = (await readLease(client, record.lease))?.data ?? commission.lease;
  const closed = await closeAccounts(client, writer, record.lease);
  const named: readonly (readonly [string, Address])[] = [
    ['renter', final.renterPayout],
    ['escrow vault', final.vault],
    ['provider', final.providerPayout],
    ['protocol fees', network.feeVault],
  ];
  const holdings: Holding[] = await Promise.all(
    named.map(async ([name, account]) => {
      const after = await usdcIn(client, account);
      return { name, account, before: before.get(account) ?? after, after };
    }),
  );
  const trail = await readMoneyTrail(client, record.lease, network.usdcMint);
  printTrail(terminal, {
    trail,
    holdings,
    lease: final,
    names: await namesOf(client, record.lease, final),
    closed,
  });
  const { renter, provider } = duesOf(final);
  if (final.state === LeaseState.Settled && renter + provider === 0n) {
    await forgetSession(workspace.store, record.lease);
  }
  if (trail.sumsToZero) return;
  throw new DemoProblem(
    exitCode.mismatch,
    'The money trail does not sum to zero.',
    'Keep the data folder and report this.',
  );
}

async function namesOf(
  client: ChainClient,
  address: Address,
  lease: Lease,
): Promise<ReadonlyMap<Address, string>> {
  const attestations = await Promise.all(
    Array.from({ length: lease.attestationSeq }, (_, seq) => findAttestationPda({ lease: address, seq })),
  );
  const provider = await fetchProvider(client.rpc, lease.provider, { commitment: 'confirmed' });
  return new Map<Address, string>([
    [provider.data.authority, 'provider'],
    [provider.data.workerKey, 'provider’s worker'],
    [lease.renter, 'renter'],
    [address, 'deposit of the lease account'],
    [lease.vault, 'deposit of the escrow vault'],
    [lease.provider, 'provider account'],
    ...attestations.map(([attestation]): [Address, string] => [attestation, 'deposit of the attestation']),
  ]);
}

const endWords: Readonly<Record<EndReason, string>> = {
  [EndReason.NotEnded]: 'it is not known why',
  [EndReason.Completed]: 'the result could not be fetched',
  [EndReason.Stopped]: 'it was stopped',
  [EndReason.Expired]: 'its time ran out',
  [EndReason.Rejected]: 'the provider declined the job',
  [EndReason.Silent]: 'the provider did not respond',
  [EndReason.NoStart]: 'the provider did not start',
  [EndReason.Cancelled]: 'it was cancelled',
  [EndReason.Failed]: 'the provider failed',
  [EndReason.Exited]: 'the provider left',
  [EndReason.Fraud]: 'fraud was proved',
  [EndReason.Withdrawn]: 'the provider withdrew its result',
};
