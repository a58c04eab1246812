import { fetchEncodedAccount } from '@solana/kit';

import { sha256Hex } from '@/lib/blobs/digest';
import { browserEngine } from '@/lib/engine/browser/open-browser-engine';
import { publicNetwork } from '@/lib/env/public-network';
import { browserNetwork } from '@/lib/pyronet/browser-network';
import { decodeLease, type Lease, PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { browserChain } from '@/lib/rpc/browser-chain';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { readChainTime } from '@/lib/rpc/chain-time';
import { chainScope } from '@/lib/storage/chain-scope';

import { type PreparedCommission } from '../commission';
import { findWorkerAddresses } from '../find-worker-addresses';
import { isPaidOut } from '../lease-paid-out';
import { LeaseSession } from '../lease-session';
import { forgetSession, loadSession, type SessionRecord } from '../session-record';
import { type SessionOutcome } from '../session-event';
import { keepFinished, type SessionVault } from '../session-vault';
import { backgroundClock } from './background-clock';
import { browserVault } from './browser-vault';
import { readKeptLease } from './kept-lease';
import { type LiveLease } from './live-lease';
import { pageShown } from './page-shown';
import { sweepVault } from './sweep-vault';

const lookEveryMs = 3_000;
const watchAgainMs = 500;
const noSpotChecks = { sharePpm: 0, atLeast: 0 };

interface Ground {
  readonly live: LiveLease;
  readonly client: ChainClient;
  readonly vault: SessionVault;
  readonly commission: PreparedCommission;
}

/** Takes the renter's part in a lease for as long as there is one to take. Rejects when it cannot begin. */
export async function goThroughLease(live: LiveLease): Promise<void> {
  const [chain, vault] = await Promise.all([browserChain(), browserVault()]);
  const client: ChainClient = { ...chain, clock: backgroundClock() };
  const { record, commission, finished } = await readKeptLease(vault, browserEngine, live.address);
  if (commission === null) {
    live.change({ role: record === null ? 'absent' : 'inputs-missing' });
    return;
  }
  live.setCommission(commission, finished);
  const ground: Ground = { live, client, vault, commission };
  if (finished !== null) live.change({ role: 'over' });
  else await leadOrFollow(ground);
  if (record !== null) await forgetWhenPaid(ground);
  await sweepVault(vault, client).catch(() => undefined);
}

/** One tab of a browser leads; the others watch, and the next of them leads when it closes. */
async function leadOrFollow(ground: Ground): Promise<void> {
  const lock = `${chainScope(await ground.client.genesisHash())}lease/${ground.live.address}`;
  const led = await navigator.locks.request(lock, { ifAvailable: true }, async (held) => {
    if (held !== null) await take(ground, true, new AbortController().signal);
    return held !== null;
  });
  if (led) return;
  const takeOver = new AbortController();
  const watched = watchWhileShown(ground, takeOver.signal);
  await navigator.locks.request(lock, async () => {
    takeOver.abort();
    if ((await watched) === 'left') await take(ground, true, new AbortController().signal);
  });
}

/** Watching holds a connection, of which a browser has six to a site: a tab that nobody looks at gives it back. */
async function watchWhileShown(ground: Ground, leave: AbortSignal): Promise<'left' | 'seen-through'> {
  ground.live.change({ role: 'following' });
  while (!leave.aborted) {
    await pageShown(leave);
    const watching = new AbortController();
    const hide = (): void => {
      if (document.hidden) watching.abort();
    };
    document.addEventListener('visibilitychange', hide);
    const outcome = await take(ground, false, AbortSignal.any([leave, watching.signal])).catch(
      (error: unknown) => {
        ground.live.change({
          trouble: error instanceof Error ? error.message : 'This tab cannot watch the lease.',
        });
        return { kind: 'left' } as const;
      },
    );
    document.removeEventListener('visibilitychange', hide);
    if (outcome?.kind !== 'left') return 'seen-through';
    await ground.client.clock.sleep(watchAgainMs, leave);
  }
  return 'left';
}

/** Null where the session is gone: another tab went through to the end with it. */
async function take(ground: Ground, leads: boolean, leave: AbortSignal): Promise<SessionOutcome | null> {
  const { live, vault } = ground;
  const record = await loadSession(vault.secrets, live.address);
  if (record === null) return null;
  if (leads) live.change({ role: 'awaiting-lease' });
  const lease = await leaseOnChain(ground, leave);
  if (lease === null) return { kind: 'left' };
  live.change({ role: leads ? 'leading' : 'following' });
  const session = await openSession(ground, record, lease, leads);
  live.setStop(leads ? () => session.stop() : undefined);
  try {
    const outcome = await session.run(leave);
    if (outcome.kind !== 'left') await conclude(ground, outcome, leads);
    return outcome;
  } finally {
    live.setStop(undefined);
  }
}

async function openSession(
  { live, client, vault, commission }: Ground,
  record: SessionRecord,
  { provider }: Lease,
  leads: boolean,
): Promise<LeaseSession> {
  const [engine, { genesisHash }] = await Promise.all([browserEngine(), browserNetwork()]);
  const network = { genesisHash, programAddress: PYRONET_PROGRAM_ADDRESS };
  const { appUrl } = publicNetwork();
  return new LeaseSession({
    client,
    programAddress: PYRONET_PROGRAM_ADDRESS,
    provider,
    record,
    store: vault.secrets,
    // The plan was made of these very bytes when they were read.
    engine: {
      plan: () => Promise.resolve(commission.plan),
      verifySegment: (request) => engine.verifySegment(request),
    },
    job: commission.jobBytes,
    input: commission.input,
    leads,
    // Without the weights this page computes nothing again by itself; its visitor may fetch them and check.
    ...(leads && commission.outline.model === null ? {} : { spotChecks: noSpotChecks }),
    workerAddresses: () => findWorkerAddresses(client, network, provider, { workerUrl: null, appUrl }),
    submitOrder: async (order, lease) => {
      live.change({ uncarried: { order, lease } });
      return null;
    },
    onEvent: live.see,
  });
}

async function conclude(
  { live, client, vault, commission }: Ground,
  outcome: SessionOutcome,
  leads: boolean,
) {
  live.change({ role: 'over', outcome, uncarried: null, stopping: false });
  if (!leads || outcome.kind !== 'completed') return;
  const { jobSha256, inputSha256 } = commission;
  const { unixSeconds } = await readChainTime(client);
  const work = {
    jobSha256,
    inputSha256,
    resultSha256: await sha256Hex(outcome.result),
    left: outcome.left,
    finishedAt: Number(unixSeconds),
  };
  // Without room for it the result lives as long as the page.
  await keepFinished(vault, live.address, work, outcome.result).catch(() => undefined);
}

/** The session key goes once the lease is settled and everybody is paid, or when the lease is closed. */
async function forgetWhenPaid(ground: Ground): Promise<void> {
  const { live, client, vault } = ground;
  for (;;) {
    const lease = await readLease(ground).catch(() => undefined);
    if (lease === null || (lease !== undefined && isPaidOut(lease))) break;
    await client.clock.sleep(lookEveryMs);
  }
  await forgetSession(vault.secrets, live.address);
}

/** Waits until the chain shows the lease; null when asked to leave before. */
async function leaseOnChain(ground: Ground, leave: AbortSignal): Promise<Lease | null> {
  for (;;) {
    const lease = await readLease(ground).catch(() => null);
    if (lease !== null || leave.aborted) return leave.aborted ? null : lease;
    await ground.client.clock.sleep(lookEveryMs, leave);
  }
}

/** Null where there is no such lease. @throws RpcError */
async function readLease({ client, live }: Ground): Promise<Lease | null> {
  const account = await fetchEncodedAccount(client.rpc, live.address, { commitment: 'confirmed' });
  const isOurs = account.exists && account.programAddress === PYRONET_PROGRAM_ADDRESS;
  return isOurs ? decodeLease(account).data : null;
}
