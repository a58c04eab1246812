import { acceptLease } from '@/lib/actions/accept-lease';
import { acceptResult } from '@/lib/actions/accept-result';
import { attestResult } from '@/lib/actions/attest-result';
import { cancelLease } from '@/lib/actions/cancel-lease';
import { checkpoint } from '@/lib/actions/checkpoint';
import { endLease } from '@/lib/actions/end-lease';
import { exitLease } from '@/lib/actions/exit-lease';
import { expireLease } from '@/lib/actions/expire-lease';
import { failLease } from '@/lib/actions/fail-lease';
import { heartbeat } from '@/lib/actions/heartbeat';
import { heartbeatLeases } from '@/lib/actions/heartbeat-leases';
import { noticeExit } from '@/lib/actions/notice-exit';
import { pingLease } from '@/lib/actions/ping-lease';
import { redeemVoucher } from '@/lib/actions/redeem-voucher';
import { rejectLease } from '@/lib/actions/reject-lease';
import { rotateSession } from '@/lib/actions/rotate-session';
import { settleLease } from '@/lib/actions/settle-lease';
import { settleLeases } from '@/lib/actions/settle-leases';
import { startLease } from '@/lib/actions/start-lease';
import { stopLease } from '@/lib/actions/stop-lease';
import { takeOffer } from '@/lib/actions/take-offer';
import { topUp } from '@/lib/actions/top-up';
import { withdrawResult } from '@/lib/actions/withdraw-result';

import { clock } from '../bid';
import { type Deal, type DealTerms, openDeal, takeRequest } from '../deal';
import { confirmed, valueOf } from '../expectation';
import { read } from '../market';
import { tokenBalance } from '../tokens';

import { type Arrange, type Scene, type Scenes } from './scene';
import { type Stage } from './stage';

/** The life of a lease from its opening to its settlement. */
export const leaseScenes: Scenes = {
  takeOffer: { 'for a run': take },
  acceptLease: { 'by the worker': accept },
  startLease: { 'by the worker': start },
  rejectLease: { 'by the worker': reject },
  expireLease: { 'of an ignored lease': expire },
  cancelLease: { 'by the wallet': cancel('wallet'), 'by an order': cancel('order') },
  topUp: { 'of a running lease': addTime },
  stopLease: { 'by the wallet': stop('wallet'), 'by an order': stop('order') },
  endLease: { 'of a rented machine': end },
  pingLease: { 'by the wallet': ping('wallet'), 'by an order': ping('order') },
  failLease: { 'of a silent provider': fail },
  noticeExit: { 'by the worker': notice },
  exitLease: { 'for its price': exit },
  rotateSession: { 'by the wallet': rotate },
  heartbeat: { 'that answers a ping': beat },
  heartbeatLeases: { 'for one that answers a ping': beatMany },
  checkpoint: { 'that answers a ping': deliver },
  redeemVoucher: { 'that accepts segments': redeem },
  attestResult: { 'of everything, that answers a ping': attest },
  acceptResult: { 'by the wallet': approve('wallet'), 'by an order': approve('order') },
  withdrawResult: { 'by the authority': withdraw },
  settleLease: { 'past the window': settleResult, 'without a result': settleStopped },
  settleLeases: { 'one past the window': settleMany },
};

const addedSeconds = 60n;

/** A deal of the stage's parties. */
export async function opened(stage: Stage, terms: DealTerms = {}): Promise<Deal> {
  const { deal, outcome } = await openDeal(stage.market, stage.provider, stage.renter, {
    nonce: 7n,
    ...terms,
  });
  confirmed(outcome);
  return deal;
}

/** A deal that has run for 50 seconds. */
export async function running(stage: Stage, terms: DealTerms = {}): Promise<Deal> {
  const deal = await opened(stage, terms);
  confirmed(await deal.start());
  stage.chain.passSeconds(50n);
  return deal;
}

const workOf = (deal: Deal) => ({
  worker: deal.provider.worker,
  provider: deal.provider.address,
  lease: deal.lease,
});

async function take({ market, provider, renter, payer }: Stage): Promise<Scene> {
  return valueOf(await takeOffer(takeRequest(market, provider, renter, { request: { payer } })));
}

async function accept(stage: Stage): Promise<Scene> {
  const deal = await opened(stage);
  return valueOf(acceptLease({ ...workOf(deal), secret: deal.providerSecret }));
}

async function start(stage: Stage): Promise<Scene> {
  const deal = await opened(stage);
  return valueOf(startLease({ ...workOf(deal), secret: deal.providerSecret }));
}

async function reject(stage: Stage): Promise<Scene> {
  return valueOf(rejectLease({ worker: stage.provider.worker, lease: (await opened(stage)).lease }));
}

async function expire(stage: Stage): Promise<Scene> {
  const { lease } = await opened(stage);
  stage.chain.passSeconds(61n);
  return valueOf(expireLease({ cranker: stage.cranker, lease }));
}

function cancel(by: 'wallet' | 'order'): Arrange {
  return async (stage) => {
    const deal = await opened(stage);
    const approval = by === 'wallet' ? deal.walletApproval : await deal.order('cancel');
    return valueOf(await cancelLease({ approval, lease: deal.lease }));
  };
}

async function addTime(stage: Stage): Promise<Scene> {
  // Enough at risk for the bond to grow with the price.
  const { lease } = await running(stage, { request: { valueAtRiskAtoms: 1_000_000n } });
  const { wallet: renter, source } = stage.renter;
  const sourceAtoms = tokenBalance(stage.chain, source);
  const addition = { additionalSeconds: addedSeconds, additionalUnits: 1_000n };
  return valueOf(await topUp({ renter, source, sourceAtoms, lease, ...addition }));
}

function stop(by: 'wallet' | 'order'): Arrange {
  return async (stage) => {
    const deal = await running(stage);
    const approval = by === 'wallet' ? deal.walletApproval : await deal.order('stop');
    return valueOf(await stopLease({ approval, lease: deal.lease }));
  };
}

async function end(stage: Stage): Promise<Scene> {
  const { lease } = await running(stage, { rentSeconds: 60n });
  stage.chain.passSeconds(11n);
  return valueOf(endLease({ cranker: stage.cranker, lease }));
}

function ping(by: 'wallet' | 'order'): Arrange {
  return async (stage) => {
    const deal = await running(stage);
    const approval = by === 'wallet' ? deal.walletApproval : await deal.order('ping');
    return valueOf(await pingLease({ approval, payer: stage.payer, lease: deal.lease }));
  };
}

async function fail(stage: Stage): Promise<Scene> {
  const deal = await pinged(stage);
  stage.chain.passSeconds(61n);
  return valueOf(failLease({ cranker: stage.cranker, lease: deal.lease }));
}

async function notice(stage: Stage): Promise<Scene> {
  const { lease } = await running(stage);
  return valueOf(noticeExit({ worker: stage.provider.worker, lease, now: clock(stage.market) }));
}

async function exit(stage: Stage): Promise<Scene> {
  const { lease } = await running(stage);
  const { authority: worker, address } = stage.provider;
  const provider = read.provider(stage.chain, address);
  return valueOf(await exitLease({ worker, provider, lease, now: clock(stage.market) }));
}

async function rotate(stage: Stage): Promise<Scene> {
  const { lease } = await running(stage);
  return rotateSession({ renter: stage.renter.wallet, lease, sessionKey: stage.cranker.address });
}

/** A running deal whose renter waits for a sign of life: whoever proves service is paid for the answer. */
async function pinged(stage: Stage): Promise<Deal> {
  const deal = await running(stage);
  confirmed(await deal.ping());
  return deal;
}

async function beat(stage: Stage): Promise<Scene> {
  return valueOf(heartbeat(workOf(await pinged(stage))));
}

async function beatMany(stage: Stage): Promise<Scene> {
  const { worker, provider, lease } = workOf(await pinged(stage));
  return valueOf(heartbeatLeases({ worker, provider, leases: [lease.address] }));
}

async function deliver(stage: Stage): Promise<Scene> {
  const deal = await pinged(stage);
  const deliveredRoot = deal.job.segmentsRoot(40n);
  return valueOf(checkpoint({ ...workOf(deal), deliveredSegments: 40n, deliveredRoot }));
}

async function redeem(stage: Stage): Promise<Scene> {
  const deal = await running(stage);
  const voucher = await deal.voucher({ servedFor: 50n, delivered: 40n, accepted: 40n });
  return valueOf(await redeemVoucher({ lease: deal.lease, ...voucher, accepted: deal.job.opening(40n) }));
}

async function attest(stage: Stage): Promise<Scene> {
  const deal = await pinged(stage);
  const { cumulativeUnits, proof } = deal.job.opening(deal.job.segmentCount);
  return valueOf(
    await attestResult({
      worker: stage.provider.worker,
      payer: stage.payer,
      lease: deal.lease,
      segments: deal.job.segmentCount,
      units: cumulativeUnits,
      planProof: proof,
      segmentsRoot: deal.job.segmentsRoot(deal.job.segmentCount),
      resultRoot: new Uint8Array(32).fill(5),
      resultBytes: 1n,
      providerSecret: deal.providerSecret,
    }),
  );
}

function approve(by: 'wallet' | 'order'): Arrange {
  return async (stage) => {
    const deal = await running(stage);
    confirmed(await deal.attest());
    const approval = by === 'wallet' ? deal.walletApproval : await deal.order('accept');
    return valueOf(
      await acceptResult({ approval, lease: deal.lease, attestation: await deal.attestation() }),
    );
  };
}

async function withdraw(stage: Stage): Promise<Scene> {
  const deal = await running(stage);
  confirmed(await deal.attest());
  const address = await deal.attestation();
  const { authority, address: providerAddress } = stage.provider;
  return valueOf(
    await withdrawResult({
      authority,
      provider: read.provider(stage.chain, providerAddress),
      lease: deal.lease,
      attestation: { address, data: read.attestation(stage.chain, address) },
      now: clock(stage.market),
    }),
  );
}

/** A lease whose result can be released. */
async function pastItsWindow(stage: Stage) {
  const deal = await running(stage);
  confirmed(await deal.attest());
  stage.chain.passSeconds(601n);
  return { lease: deal.lease, attestation: await deal.attestation() };
}

async function settleResult(stage: Stage): Promise<Scene> {
  return valueOf(settleLease({ cranker: stage.cranker, ...(await pastItsWindow(stage)) }));
}

async function settleMany(stage: Stage): Promise<Scene> {
  return valueOf(settleLeases({ cranker: stage.cranker, entries: [await pastItsWindow(stage)] }));
}

async function settleStopped(stage: Stage): Promise<Scene> {
  const deal = await running(stage);
  confirmed(await deal.stop());
  stage.chain.passSeconds(121n);
  return valueOf(settleLease({ cranker: stage.cranker, lease: deal.lease }));
}
