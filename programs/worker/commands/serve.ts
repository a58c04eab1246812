import { address, type Address } from '@solana/kit';

import { FolderStore } from '@/lib/blobs/folder-store';
import { type WorkerInfo } from '@/lib/blobs/lease-messages';
import { type Engine } from '@/lib/engine/engine';
import { keepRelayConnection } from '@/lib/relay/relay-client';
import { systemClock } from '@/lib/rpc/clock';

import { ChainClock } from '../chain/chain-clock';
import { listenWhereBefore } from '../endpoint/listen-where-before';
import { WorkerEndpoint } from '../endpoint/worker-endpoint';
import { readOrCreateSeed } from '../keys/lease-secret';
import { loadOrCreateKeys, type WorkerKeys } from '../keys/worker-keys';
import { type LeaseContext } from '../lease/lease-context';
import { LeaseDesk } from '../lease/lease-desk';
import { UPLOADS_PER_LEASE } from '../lease/lease-uploads';
import { type Log, problemFacts } from '../log';
import { delist } from '../provider/delist';
import { reclaimDeposits } from '../provider/housekeeping';
import { jobCapacity } from '../provider/job-capacity';
import { onboard, type Onboarded, replenish } from '../provider/onboarding';
import { canPayFees, type PurseRequest } from '../provider/purses';
import { goLive, providerAddress } from '../provider/registration';
import { type PublishedRecord, storeRecord } from '../provider/published-record';
import { type OpenedWorker } from './opened-worker';
import { recordOf } from './record-of';

const LIVE_EVERY_MS = 10 * 60_000;
const RECORD_EVERY_MS = 60 * 60_000;
const PURSES_EVERY_MS = 5 * 60_000;
const DEPOSITS_EVERY_MS = 10 * 60_000;
const BLOBS_EVERY_MS = 60 * 60_000;
const TRY_AGAIN_MS = 15_000;
const DRAIN_LOOK_MS = 200;

/**
 * Goes to the market and serves leases until `stop` aborts. Then the offers are taken down, leases that have not begun
 * are declined, those that run may finish within the drain time, and the rest goes on at the next start.
 */
export async function serve(worker: OpenedWorker, stop: AbortSignal): Promise<void> {
  const keys = await loadOrCreateKeys(worker.keySource);
  const engine = await worker.openEngine();
  const end = new AbortController();
  try {
    await serveWith(worker, keys, engine, stop, end);
  } finally {
    end.abort();
    await engine.close();
  }
}

async function serveWith(
  worker: OpenedWorker,
  keys: WorkerKeys,
  engine: Engine,
  stop: AbortSignal,
  end: AbortController,
): Promise<void> {
  const { options, folder, chain, log } = worker;
  const { backend, version } = await engine.probe();
  const provider = await providerAddress(keys);
  const { bondAtoms, pricePerHour, diskBytes, localKeys: useFaucet } = options;
  const purses = { chain, keys, bondAtoms, useFaucet, log };
  const context: LeaseContext = {
    chain,
    clock: new ChainClock(chain.client),
    keys,
    provider,
    secretSeed: await readOrCreateSeed(folder.keys),
    folder,
    store: await FolderStore.open({ folder: folder.blobs, quotaBytes: options.diskBytes }),
    engine,
    diskBytes: options.diskBytes,
    log,
    signal: end.signal,
    isDraining: () => stop.aborted,
    canPayFees: () => canPayFees(purses),
  };
  const desk = new LeaseDesk(context);
  const info = (): WorkerInfo => ({
    version: 1,
    genesis_hash: address(chain.genesisHash),
    program_id: chain.programAddress,
    provider,
    worker_key: keys.worker.address,
    engine: { backend, version },
    limits: { upload_bytes: Number(jobCapacity().uploadBytes), uploads_per_lease: UPLOADS_PER_LEASE },
    draining: stop.aborted,
  });
  const endpoint = new WorkerEndpoint({ desk, store: context.store, info, log });
  const handle = (request: Request): Promise<Response> => endpoint.handle(request);
  const server = await listenWhereBefore(handle, options.listen, folder.facts);
  log.info('reachable', { at: server.url, relays: options.relays.join(',') || undefined });
  // Leases from before come first: their deadlines run.
  const serving = desk.serve();
  const background: Promise<void>[] = [];
  try {
    const record = await recordOf(worker, keys, provider, server.url);
    const request = { ...purses, engine, facts: folder.facts, record, pricePerHour, diskBytes };
    const goToMarket = (): Promise<Onboarded> => onboard(request);
    const onboarded = await goToMarket().catch((problem: unknown) => forLeasesAlone(desk, log, problem));
    if (onboarded === undefined) background.push(comeBack(goToMarket, log, end.signal));
    background.push(...relays(worker, keys, provider, handle, end.signal));
    background.push(...duties(worker, purses, provider, context, desk, record));
    const offer = onboarded?.offer.address;
    log.info('serving', { provider, offer, engine: `${backend} ${version}` });
    await aborted(stop);
    await leaveMarket(worker, keys, provider, desk);
  } finally {
    end.abort();
    await serving;
    await server.close();
    await Promise.all(background);
  }
}

/** Without an offer there may still be leases to serve. @throws what kept it from the market, when there are none */
async function forLeasesAlone(desk: LeaseDesk, log: Log, problem: unknown): Promise<undefined> {
  await Promise.race([desk.seen, systemClock.sleep(TRY_AGAIN_MS)]);
  if ((await desk.busy()) === 0) throw problem;
  log.error('not on the market, but serving the leases there are', problemFacts(problem));
}

async function comeBack(goToMarket: () => Promise<Onboarded>, log: Log, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await systemClock.sleep(TRY_AGAIN_MS, signal);
    const back = await goToMarket().catch(() => undefined);
    if (back !== undefined) return log.info('on the market again', { offer: back.offer.address });
  }
}

function relays(
  { options, chain, log }: OpenedWorker,
  keys: WorkerKeys,
  provider: Address,
  handle: (request: Request) => Promise<Response>,
  signal: AbortSignal,
): Promise<void>[] {
  return options.relays.map((origin) =>
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

/** What comes round again and again while serving. */
function duties(
  { options, chain, log }: OpenedWorker,
  purses: PurseRequest,
  provider: Address,
  { clock, store, signal }: LeaseContext,
  desk: LeaseDesk,
  record: PublishedRecord,
): Promise<void>[] {
  const { keys } = purses;
  const fill = { what: 'filling the purses', everyMs: PURSES_EVERY_MS, startAfterMs: PURSES_EVERY_MS };
  const beat = { what: 'the sign of life', everyMs: LIVE_EVERY_MS, startAfterMs: LIVE_EVERY_MS };
  const publish = { what: 'the record at the keepers', everyMs: RECORD_EVERY_MS, startAfterMs: 0 };
  const deposits = {
    what: 'reclaiming deposits',
    everyMs: DEPOSITS_EVERY_MS,
    startAfterMs: DEPOSITS_EVERY_MS,
  };
  const blobs = { what: 'clearing blobs', everyMs: BLOBS_EVERY_MS, startAfterMs: BLOBS_EVERY_MS };
  return [
    repeat({ ...beat, log, signal }, () => goLive(chain, keys, provider)),
    repeat({ ...publish, log, signal }, () => storeRecord(record, options.relays, signal)),
    repeat({ ...fill, log, signal }, () => replenish(purses)),
    repeat({ ...deposits, log, signal }, () => reclaimDeposits({ chain, clock, keys, provider, log })),
    repeat({ ...blobs, log, signal }, async () => {
      const before = Date.now() - BLOBS_EVERY_MS;
      await desk.forgetFinished();
      const needed = await desk.neededBlobs();
      const freed = await store.collectGarbage((hash) => needed.has(hash), before);
      if (freed > 0) log.info('cleared blobs that no lease needs', { bytes: freed });
    }),
  ];
}

async function repeat(
  duty: {
    readonly what: string;
    readonly everyMs: number;
    readonly startAfterMs: number;
    readonly log: Log;
    readonly signal: AbortSignal;
  },
  act: () => Promise<void>,
): Promise<void> {
  const { what, everyMs, startAfterMs, log, signal } = duty;
  await systemClock.sleep(startAfterMs, signal);
  while (!signal.aborted) {
    const waitMs = await act().then(
      () => everyMs,
      (problem: unknown) => {
        if (!signal.aborted) log.warn(`${what} failed and is tried again`, problemFacts(problem));
        return TRY_AGAIN_MS;
      },
    );
    await systemClock.sleep(waitMs, signal);
  }
}

/** Lets nobody take an offer that will not be served, then gives running leases their time. */
async function leaveMarket(
  { options, chain, log }: OpenedWorker,
  keys: WorkerKeys,
  provider: Address,
  desk: LeaseDesk,
): Promise<void> {
  log.info('stopping', { drainSeconds: options.drainSeconds });
  await delist(chain, keys, provider, log).catch((problem: unknown) =>
    log.warn('the offers could not be taken down', problemFacts(problem)),
  );
  await desk.wakeAll();
  const until = Date.now() + options.drainSeconds * 1000;
  while (Date.now() < until && (await desk.busy()) > 0) await systemClock.sleep(DRAIN_LOOK_MS);
  const unfinished = await desk.busy();
  if (unfinished > 0) log.warn('some leases go on at the next start', { leases: unfinished });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
