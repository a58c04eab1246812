import { LeaseState } from '@/lib/pyronet/generated';

import { type Outcome } from '../chain';
import { type Deal, openDeal } from '../deal';
import { sampleJob } from '../job';

import { type World } from './world';

const job = sampleJob(32, 2_000n);

/** What somebody tries with a deal; `size` and `fraction` (0 to 1,000) choose how much. */
export const leaseAttempts: Readonly<
  Record<string, (deal: Deal, size: bigint, fraction: bigint) => Promise<Outcome>>
> = {
  accept: (deal) => deal.accept(),
  start: (deal) => deal.start(),
  reject: (deal) => deal.reject(),
  expire: (deal) => deal.expire(),
  cancel: async (deal) => deal.cancel(await deal.order('cancel')),
  heartbeat: (deal) => deal.heartbeat(),
  heartbeatAtOnce: (deal) => deal.heartbeatAtOnce(),
  checkpoint: (deal, size) => deal.checkpoint(size),
  voucher: (deal, size, fraction) => deal.redeem(voucherTerms(deal, size, fraction)),
  attest: (deal, size) => deal.attest(size === 0n ? 1n : size),
  attestAll: (deal) => deal.attest(),
  withdrawResult: (deal, size) => deal.withdrawResult(latest(deal, size)),
  acceptResult: (deal, size) => deal.acceptResult(deal.sessionApproval, latest(deal, size)),
  stop: (deal) => deal.stop(),
  end: (deal) => deal.end(),
  ping: (deal) => deal.ping(),
  pingByOrder: async (deal) => deal.ping(await deal.order('ping')),
  fail: patientFail,
  noticeExit: (deal) => deal.noticeExit(),
  exit: (deal) => deal.exit(),
  carry: (deal) => deal.carry(),
  settle: (deal) => deal.settle(),
  settleResult: (deal, size) => deal.settle(Number(size % 8n)),
  settleAtOnce: (deal, size) => deal.settleAtOnce(Number(size % 8n)),
  topUp: (deal, size) => deal.topUp(size * 10n, deal.lease.data.unitCap === 0n ? 0n : size * 100n),
  claimProvider: (deal) => deal.claimProvider(),
  claimFees: (deal) => deal.claimFees(),
  claimRenter: (deal) => deal.claimRenter(),
  credit: (deal) => deal.credit(),
  releaseBond: (deal) => deal.releaseBond(),
  closeAttestation: (deal, size) => deal.closeAttestation(Number(size % 8n)),
  close: (deal) => deal.close(),
  rotate: (deal, size) => deal.rotateSession(`session ${String(size)}`),
  cancelByWallet: (deal) => deal.cancel(),
  stopByOrder: async (deal) => deal.stop(await deal.order('stop')),
};

/** Fails the lease, after the time to answer where a ping waits. */
async function patientFail(deal: Deal): Promise<Outcome> {
  const { pingSlot, intervalS, state } = deal.lease.data;
  if (pingSlot !== 0n && state === LeaseState.Active) deal.market.chain.passSeconds(BigInt(intervalS) + 1n);
  return deal.fail();
}

/** One of the latest attestations. */
function latest(deal: Deal, size: bigint): number {
  return Math.max(0, deal.lease.data.attestationSeq - 1 - Number(size % 2n));
}

function voucherTerms(deal: Deal, size: bigint, fraction: bigint) {
  const elapsed = deal.market.chain.now - deal.lease.data.startedAt;
  const servedFor = (elapsed * fraction) / 1_000n;
  if (deal.lease.data.segmentCount === 0n) return { servedFor };
  return { servedFor, delivered: size, accepted: (size * fraction) / 1_000n };
}

/** A transaction that the action already refuses counts as refused. */
export async function attempt(act: () => Promise<Outcome>): Promise<boolean> {
  try {
    return (await act()).ok;
  } catch {
    return false;
  }
}

/** Takes the first provider's offer: for a job, for time, or for a job that others may take over. */
export async function open(
  world: World,
  renterIndex: number,
  kind: 'open' | 'openRent' | 'openAutomatic',
): Promise<boolean> {
  const renter = world.renters[renterIndex];
  if (renter === undefined) return false;
  const nonce = BigInt(world.deals.length);
  const duration = kind === 'openRent' ? { rentSeconds: 300n } : { completeWithinSeconds: 200n };
  const failover = { hopsMax: 2, ratePerHourMax: 500_000n };
  const policy = kind === 'openAutomatic' ? { request: { failover } } : {};
  return attempt(async () => {
    const opened = await openDeal(world.market, world.provider, renter, {
      ...duration,
      ...policy,
      job,
      nonce,
    });
    if (opened.outcome.ok) world.deals.push(opened.deal);
    return opened.outcome;
  });
}
