import { address, type Address, type KeyPairSigner } from '@solana/kit';

import { heartbeatLeases } from '@/lib/actions/heartbeat-leases';
import { parseSha256Hex } from '@/lib/blobs/digest';
import { FolderStore } from '@/lib/blobs/folder-store';
import { type WorkerInfo } from '@/lib/blobs/lease-messages';
import { keepRelayConnection } from '@/lib/relay/relay-client';

import { withJournal, type WorkerChain } from '../chain/worker-chain';
import { WorkerEndpoint } from '../endpoint/worker-endpoint';
import { readOrCreateSeed } from '../keys/lease-secret';
import { BeatRound } from '../lease/beat-round';
import { type LeaseContext } from '../lease/lease-context';
import { LeaseDesk } from '../lease/lease-desk';
import { UPLOADS_PER_LEASE } from '../lease/lease-uploads';
import { problemFacts } from '../log';
import { reclaimDeposits } from '../provider/housekeeping';
import { jobCapacity } from '../provider/job-capacity';
import { planOf } from '../provider/onboarding-request';
import { type PublishedRecord, storeRecord } from '../provider/published-record';
import { providerAddress } from '../provider/registration';
import { SignOfLife } from '../provider/sign-of-life';
import { canPayLease, fillWorkerPurse, type WorkerPurse } from '../provider/worker-purse';
import { bidding } from './bidding';
import { type Host } from './host';
import { type Machine } from './machine';
import { machineRecord } from './machine-record';
import { type Duty, repeat } from './repeat';

const LIVE_LOOK_MS = 2_000;
const RECORD_EVERY_MS = 60 * 60_000;
const PURSE_EVERY_MS = 5 * 60_000;
const DEPOSITS_EVERY_MS = 10 * 60_000;
const BLOBS_EVERY_MS = 60 * 60_000;

/** One machine at work: its leases are served and renters are let in, from the opening to the closing. */
export interface Shift {
  readonly provider: Address;
  readonly chain: WorkerChain;
  readonly desk: LeaseDesk;
  readonly record: PublishedRecord;
  readonly purse: WorkerPurse;
  readonly signOfLife: SignOfLife;
  /** Begins what is only possible for a registered provider: signs of life, relays, the record at the keepers. */
  readonly goOnDuty: () => void;
  /** Puts everything down; resolves when it is down. */
  readonly close: () => Promise<void>;
}

/** @throws WorkerError, RpcError */
export async function openShift(host: Host, machine: Machine): Promise<Shift> {
  const { keys, folder, log } = machine;
  const end = new AbortController();
  const signal = AbortSignal.any([host.end, end.signal]);
  const provider = await providerAddress(keys);
  const chain = withJournal(host.chain, folder.transactions);
  const purse = { chain, worker: keys.worker, owner: machine.owner, useFaucet: host.useFaucet, log };
  const context: LeaseContext = {
    ...{ chain, keys, provider, folder, log, signal },
    ...{
      clock: host.clock,
      engine: host.engine,
      models: host.models,
      leases: host.leases,
      floor: host.floor,
    },
    beats: new BeatRound((leases) => beatAll(chain, keys.worker, provider, leases)),
    secretSeed: await readOrCreateSeed(folder.keys),
    store: await FolderStore.open({ folder: folder.blobs, quotaBytes: machine.terms.diskBytes }),
    diskBytes: machine.terms.diskBytes,
    isDraining: () => host.stop.aborted,
    canPayFees: () => canPayLease(purse),
  };
  const desk = new LeaseDesk(context);
  const record = await machineRecord(host, machine, provider);
  const endpoint = new WorkerEndpoint({
    base: host.door.baseOf(provider),
    ...{ desk, store: context.store, log },
    info: () => infoOf(host, machine, provider),
  });
  const handle = (request: Request): Promise<Response> => endpoint.handle(request);
  const shutDoor = host.door.admit(provider, handle);
  // Leases from before come first: their deadlines run.
  const running: Promise<void>[] = [desk.serve()];
  const signOfLife = new SignOfLife(chain, host.clock, keys.worker, provider);
  const duties = [
    { what: 'the sign of life', everyMs: LIVE_LOOK_MS, startAfterMs: 0, act: () => signOfLife.renew() },
    {
      what: 'the record at the keepers',
      everyMs: RECORD_EVERY_MS,
      startAfterMs: 0,
      act: () => storeRecord(record, host.relays, signal),
    },
    {
      what: "filling the worker key's purse",
      everyMs: PURSE_EVERY_MS,
      startAfterMs: PURSE_EVERY_MS,
      act: () => fillWorkerPurse(purse),
    },
    ...housekeeping(host, context, desk),
    ...bidding(host, context),
  ];
  return {
    ...{ provider, chain, desk, record, purse, signOfLife },
    goOnDuty: () => {
      running.push(...duties.map((duty) => repeat(duty, log, signal)));
      running.push(...relays(host, machine, provider, handle, signal));
    },
    close: async () => {
      end.abort();
      await Promise.all(running);
      shutDoor();
    },
  };
}

/** One heartbeat for several leases of a provider. @throws WorkerError, RpcError */
function beatAll(
  chain: WorkerChain,
  worker: KeyPairSigner,
  provider: Address,
  leases: readonly Address[],
): Promise<unknown> {
  const { instructions } = planOf(heartbeatLeases({ worker, provider, leases }));
  return chain.again(`beat ${leases.join(' ')}`, worker, instructions);
}

const infoOf = async (
  { chain, engineName, floor, models, stop }: Host,
  { keys }: Machine,
  provider: Address,
): Promise<WorkerInfo> => ({
  version: 1,
  genesis_hash: address(chain.genesisHash),
  program_id: chain.programAddress,
  provider,
  worker_key: keys.worker.address,
  engine: engineName,
  limits: {
    upload_bytes: Number(jobCapacity(floor.seats).uploadBytes),
    uploads_per_lease: UPLOADS_PER_LEASE,
  },
  models: (await models.list()).map(({ sha256 }) => parseSha256Hex(sha256)),
  draining: stop.aborted,
});

function housekeeping({ clock }: Host, context: LeaseContext, desk: LeaseDesk): readonly Duty[] {
  const { chain, keys, provider, store, log } = context;
  return [
    {
      what: 'reclaiming deposits',
      everyMs: DEPOSITS_EVERY_MS,
      startAfterMs: DEPOSITS_EVERY_MS,
      act: () => reclaimDeposits({ chain, clock, keys, provider, log }),
    },
    {
      what: 'clearing blobs',
      everyMs: BLOBS_EVERY_MS,
      startAfterMs: BLOBS_EVERY_MS,
      act: async () => {
        const before = Date.now() - BLOBS_EVERY_MS;
        await desk.forgetFinished();
        const needed = await desk.neededBlobs();
        const freed = await store.collectGarbage((hash) => needed.has(hash), before);
        if (freed > 0) log.info('cleared blobs that no lease needs', { bytes: freed });
      },
    },
  ];
}

function relays(
  { chain, relays: origins }: Host,
  { keys, log }: Machine,
  provider: Address,
  handle: (request: Request) => Promise<Response>,
  signal: AbortSignal,
): Promise<void>[] {
  return origins.map((origin) =>
    keepRelayConnection({
      origin,
      network: { genesisHash: chain.network.genesisHash, programAddress: chain.programAddress },
      provider,
      workerPrivateKey: keys.worker.keyPair.privateKey,
      handle,
      signal,
      onChange: (problem) =>
        problem === undefined
          ? log.info('connected to a relay', { relay: origin })
          : log.warn('a relay cannot be reached', { relay: origin, ...problemFacts(problem) }),
    }),
  );
}
