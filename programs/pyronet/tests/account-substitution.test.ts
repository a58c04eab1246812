import { readFileSync } from 'node:fs';

import { type Address, getAddressDecoder, type Instruction, type KeyPairSigner } from '@solana/kit';
import { expect, test } from 'vitest';

import { acceptLease } from '@/lib/actions/accept-lease';
import { acceptResult } from '@/lib/actions/accept-result';
import { attestResult } from '@/lib/actions/attest-result';
import { beatProvider } from '@/lib/actions/beat-provider';
import { cancelLease } from '@/lib/actions/cancel-lease';
import { cancelOrder } from '@/lib/actions/cancel-order';
import { checkpoint } from '@/lib/actions/checkpoint';
import { claimFees } from '@/lib/actions/claim-fees';
import { claimProvider } from '@/lib/actions/claim-provider';
import { claimRenter } from '@/lib/actions/claim-renter';
import { closeAttestation } from '@/lib/actions/close-attestation';
import { closeLease } from '@/lib/actions/close-lease';
import { depositBond } from '@/lib/actions/deposit-bond';
import { depositStake } from '@/lib/actions/deposit-stake';
import { endLease } from '@/lib/actions/end-lease';
import { exitLease } from '@/lib/actions/exit-lease';
import { expireLease } from '@/lib/actions/expire-lease';
import { failLease } from '@/lib/actions/fail-lease';
import { genesis } from '@/lib/actions/genesis';
import { heartbeat } from '@/lib/actions/heartbeat';
import { listOffer } from '@/lib/actions/list-offer';
import { matchOrder } from '@/lib/actions/match-order';
import { noticeExit } from '@/lib/actions/notice-exit';
import { pingLease } from '@/lib/actions/ping-lease';
import { placeOrder } from '@/lib/actions/place-order';
import { redeemVoucher } from '@/lib/actions/redeem-voucher';
import { registerProvider } from '@/lib/actions/register-provider';
import { rejectLease } from '@/lib/actions/reject-lease';
import { releaseBond } from '@/lib/actions/release-bond';
import { repriceOffer } from '@/lib/actions/reprice-offer';
import { requestUnbond } from '@/lib/actions/request-unbond';
import { rotateSession } from '@/lib/actions/rotate-session';
import { settleLease } from '@/lib/actions/settle-lease';
import { startLease } from '@/lib/actions/start-lease';
import { stopLease } from '@/lib/actions/stop-lease';
import { takeOffer } from '@/lib/actions/take-offer';
import { topUp } from '@/lib/actions/top-up';
import { updateProvider } from '@/lib/actions/update-provider';
import { withdrawOffer } from '@/lib/actions/withdraw-offer';
import { withdrawUnbonded } from '@/lib/actions/withdraw-unbonded';
import { u64Bytes } from '@/lib/domain/bytes';
import { contentDigest } from '@/lib/domain/commitment';
import {
  Deposit,
  findAttestationPda,
  findConfigPda,
  findGpuClassPda,
  findParamsPda,
  findProviderPda,
  pyronetInstructionNames,
  PYRONET_PROGRAM_ADDRESS,
} from '@/lib/pyronet/generated';
import { genesisGpuClasses, gpuClassId } from '@/lib/pyronet/gpu-classes';
import { initialParams } from '@/lib/pyronet/initial-params';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';

import { Bid, clock, orderRequest, placeBid } from '../testing/bid';
import { Chain } from '../testing/chain';
import { Deal, type DealTerms, openDeal, takeRequest } from '../testing/deal';
import { confirmed, valueOf, verdict } from '../testing/expectation';
import { sampleJob } from '../testing/job';
import { fundedKey, type Market, openMarket, programFile, read, testGenesisHash } from '../testing/market';
import { joinAsProvider, type ProviderActor, timelineTerms } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';
import { type Impostors, substitutions } from '../testing/substitution';
import { placeMint, placeTokens, tokenBalance } from '../testing/tokens';

/** What an account may be instead, because the rules let its caller choose. Everything else must be refused. */
interface Freedom {
  readonly instruction: string | '*';
  readonly account: string;
  readonly changes: readonly string[];
  readonly because: string;
}

const anyUsdcAccount = [
  'another vault',
  'another order’s vault',
  'another bond vault',
  'the fee vault',
  'a stranger’s USDC',
];

const freedoms: readonly Freedom[] = [
  { instruction: '*', account: 'payer', changes: ['a stranger'], because: 'anyone may pay the rent' },
  { instruction: '*', account: 'matcher', changes: ['a stranger'], because: 'anyone may match' },
  {
    instruction: 'cancelOrder',
    account: 'canceller',
    changes: ['a stranger'],
    because: 'anyone may once it has expired',
  },
  { instruction: '*', account: 'cranker', changes: ['a stranger'], because: 'anyone may end a wait' },
  {
    instruction: 'listOffer',
    account: 'gpuClass',
    changes: ['another gpu class'],
    because: 'it is the choice',
  },
  ...[
    'registerProvider.payout',
    'updateProvider.payout',
    'takeOffer.renterPayout',
    'placeOrder.renterPayout',
    'withdrawUnbonded.destination',
  ].map((place) => ({
    instruction: place.split('.')[0] ?? '',
    account: place.split('.')[1] ?? '',
    changes: anyUsdcAccount,
    because: 'whose money it is may name any account to be paid to',
  })),
];

interface IdlInstruction {
  readonly name: string;
  readonly accounts: readonly { readonly name: string }[];
}

const idl = JSON.parse(readFileSync(new URL('../../idl/pyronet.json', import.meta.url), 'utf8')) as {
  readonly program: { readonly instructions: readonly IdlInstruction[] };
};

/** Walks through instructions: tries each with every wrong account first, then sends it as it is meant. */
class Walk {
  readonly refused: Record<string, number> = {};
  readonly accepted: string[] = [];
  #fresh = 0n;

  constructor(
    readonly chain: Chain,
    readonly feePayer: KeyPairSigner,
    public impostors: Impostors,
  ) {}

  async step(plan: { readonly instructions: readonly Instruction[] }): Promise<void> {
    const before = plan.instructions.slice(0, -1);
    const instruction = plan.instructions.at(-1);
    if (instruction === undefined) throw new Error('a plan has instructions');
    const name = pyronetInstructionNames[instruction.data?.[0] ?? -1] ?? 'unknown';
    const accounts = idl.program.instructions.find((each) => each.name === name)?.accounts ?? [];
    const wrong = substitutions(this.chain, instruction, this.impostors, () => this.#freshAddress());
    for (const { position, change, instruction: changed } of wrong) {
      const account = accounts[position]?.name ?? 'unknown';
      if (isFree(name, account, change)) continue;
      const outcome = await this.chain.simulate(this.feePayer, [...before, changed]);
      if (outcome.ok) this.accepted.push(`${name}.${account}: ${change}`);
      this.refused[name] = (this.refused[name] ?? 0) + 1;
    }
    confirmed(await this.chain.send(this.feePayer, plan.instructions));
  }

  #freshAddress(): Address {
    this.#fresh += 1n;
    return getAddressDecoder().decode(contentDigest(u64Bytes(this.#fresh)));
  }
}

function isFree(instruction: string, account: string, change: string): boolean {
  return freedoms.some(
    (freedom) =>
      (freedom.instruction === '*' || freedom.instruction === instruction) &&
      freedom.account === account &&
      freedom.changes.includes(change),
  );
}

/** A second provider, renter, lease and result, whose accounts must never pass for the first's. */
async function bystanders(market: Market): Promise<Impostors> {
  const { chain, network } = market;
  const provider = await joinAsProvider(market, { name: 'other provider' });
  const renter = await joinAsRenter(market, { name: 'other renter' });
  const { deal, outcome } = await openDeal(market, provider, renter);
  confirmed(outcome);
  confirmed(await deal.start());
  chain.passSeconds(10n);
  confirmed(await deal.attest(10n));
  const { bid } = await placeBid(market, renter, { nonce: 35_000n });
  const stranger = await fundedKey(chain, 'stranger');
  const [config] = await findConfigPda();
  const [gpuClass] = await findGpuClassPda({ classId: 1 });
  const { bondVault, stakeVault } = read.provider(chain, provider.address);
  return {
    stranger,
    copyOwner: (await worthlessLocalKey('foreign program')).address,
    others: {
      'the config': config,
      'the params': network.paramsAddress,
      'another gpu class': gpuClass,
      'another provider': provider.address,
      'another offer': provider.offer,
      'another lease': deal.address,
      'another attestation': await deal.attestation(),
      'another vault': deal.vault,
      'another order': bid.plan.order,
      'another order’s vault': bid.plan.vault,
      'another bond vault': bondVault,
      'another stake vault': stakeVault,
      'the fee vault': network.feeVault,
      'a stranger’s USDC': await placeTokens(chain, {
        owner: stranger.address,
        mint: network.usdcMint,
        atoms: 10n ** 12n,
      }),
      'a stranger’s PYRO': await placeTokens(chain, {
        owner: stranger.address,
        mint: network.pyroMint,
        atoms: 10n ** 12n,
      }),
      'the USDC mint': network.usdcMint,
      'the PYRO mint': network.pyroMint,
      'this program': PYRONET_PROGRAM_ADDRESS,
    },
  };
}

test('genesis and new GPU classes take no other account than the right one', async () => {
  const chain = new Chain();
  chain.addProgram(PYRONET_PROGRAM_ADDRESS, programFile);
  const [sponsor, founder, payer, stranger] = await Promise.all(
    ['sponsor', 'founder', 'payer', 'stranger'].map((name) => fundedKey(chain, name)),
  );
  if (!sponsor || !founder || !payer || !stranger) throw new Error('four keys were made');
  const [programKey, usdcMint, pyroMint, foreign] = await Promise.all(
    ['program', 'usdc mint', 'pyro mint', 'foreign program'].map(worthlessLocalKey),
  );
  if (!programKey || !usdcMint || !pyroMint || !foreign) throw new Error('four keys were made');
  placeMint(chain, usdcMint.address, founder.address);
  placeMint(chain, pyroMint.address, founder.address);
  const [network, gpuClass] = await genesis({
    payer,
    programKey,
    authority: founder,
    usdcMint: usdcMint.address,
    pyroMint: pyroMint.address,
    genesisHash: testGenesisHash,
    sunsetAt: chain.now + 10n ** 8n,
    params: initialParams,
    gpuClasses: genesisGpuClasses.slice(0, 1),
  });
  if (!network || !gpuClass) throw new Error('genesis plans a network and its classes');
  const tokens = await placeTokens(chain, { owner: stranger.address, mint: usdcMint.address, atoms: 1n });
  const walk = new Walk(chain, sponsor, {
    stranger,
    copyOwner: foreign.address,
    others: { 'a stranger’s USDC': tokens },
  });
  await walk.step(network);
  const [config] = await findConfigPda();
  const [params] = await findParamsPda({ paramsVersion: 1 });
  walk.impostors = { ...walk.impostors, others: { ...walk.impostors.others, config, params } };
  await walk.step(gpuClass);
  expect(walk.accepted).toEqual([]);
  expect(walk.refused).toMatchObject({ genesis: expect.any(Number), addGpuClass: expect.any(Number) });
});

test('every other instruction takes no other account than the right one', async () => {
  const market = await openMarket({ evidenceS: 600, unbondingS: 1_200 });
  const { chain } = market;
  const walk = new Walk(chain, await fundedKey(chain, 'sponsor'), await bystanders(market));
  const cranker = await fundedKey(chain, 'cranker');
  const payer = await fundedKey(chain, 'payer');

  const provider = await walkProvider(walk, market, payer);
  const renter = await joinAsRenter(market);
  await walkCompletedRun(walk, market, provider, renter, payer);
  await walkEarlyEnds(walk, market, provider, renter, cranker);
  await walkDeparture(walk, market, provider);

  expect(walk.accepted).toEqual([]);
  const walked = Object.keys(walk.refused).sort();
  const all = idl.program.instructions.map(({ name }) => name).sort();
  expect(walked).toEqual(all.filter((name) => name !== 'genesis' && name !== 'addGpuClass'));
}, 300_000);

async function walkProvider(walk: Walk, market: Market, payer: KeyPairSigner): Promise<ProviderActor> {
  const { chain, network } = market;
  const authority = await fundedKey(chain, 'provider authority');
  const worker = await fundedKey(chain, 'provider worker');
  const payout = await placeTokens(chain, {
    owner: authority.address,
    mint: network.usdcMint,
    atoms: 10n ** 9n,
  });
  const pyroAccount = await placeTokens(chain, {
    owner: authority.address,
    mint: network.pyroMint,
    atoms: 10n ** 12n,
  });
  const [address] = await findProviderPda({ authority: authority.address });
  const recordHash = new Uint8Array(32);
  const own = { network, authority };
  await walk.step(
    await registerProvider({ ...own, payer, workerKey: worker.address, payout, recordHash, region: 276 }),
  );
  await walk.step(await updateProvider({ authority, provider: read.provider(chain, address), region: 277 }));
  const stake = {
    network,
    depositor: authority,
    source: pyroAccount,
    provider: address,
    amountAtoms: 10n ** 12n,
  };
  await walk.step(valueOf(await depositStake(stake)));
  const bond = { depositor: authority, source: payout, provider: address, amountAtoms: 10n ** 9n };
  await walk.step(valueOf(await depositBond(bond)));
  await walk.step(valueOf(await beatProvider({ network, worker, provider: address, liveForSeconds: 900 })));
  const [gpuClass] = await findGpuClassPda({ classId: gpuClassId.generic });
  const listing = valueOf(
    await listOffer({
      ...own,
      payer,
      provider: { address, data: read.provider(chain, address) },
      gpuClass: { address: gpuClass, data: read.gpuClass(chain, gpuClass) },
      terms: { ...timelineTerms, gpuCount: 8 },
    }),
  );
  await walk.step(listing);
  const offer = { address: listing.offer, data: read.offer(chain, listing.offer) };
  await walk.step(valueOf(await repriceOffer({ ...own, offer, pricePerHour: 350_000n, now: chain.now })));
  return { authority, worker, address, payout, pyroAccount, offer: listing.offer };
}

async function walkOpen(
  walk: Walk,
  market: Market,
  provider: ProviderActor,
  renter: RenterActor,
  terms: DealTerms,
): Promise<Deal> {
  const request = takeRequest(market, provider, renter, terms);
  const plan = valueOf(await takeOffer(request));
  await walk.step(plan);
  const job = terms.job ?? sampleJob();
  return new Deal({ market, provider, renter, job, address: plan.lease, vault: plan.vault });
}

async function walkCompletedRun(
  walk: Walk,
  market: Market,
  provider: ProviderActor,
  renter: RenterActor,
  payer: KeyPairSigner,
): Promise<void> {
  const { chain } = market;
  const { worker } = provider;
  const deal = await walkOpen(walk, market, provider, renter, {
    request: { payer, valueAtRiskAtoms: 1_000_000n },
  });
  const work = () => ({ worker, provider: provider.address, lease: deal.lease });
  chain.passSeconds(1n);
  await walk.step(valueOf(acceptLease({ ...work(), secret: deal.providerSecret })));
  chain.passSeconds(1n);
  await walk.step(valueOf(startLease({ ...work(), secret: deal.providerSecret })));
  // Whoever proves service while a ping waits is paid for the answer, so each proof is walked with one waiting.
  chain.passSeconds(49n);
  const asking = { approval: await deal.order('ping'), payer };
  await walk.step(valueOf(await pingLease({ ...asking, lease: deal.lease })));
  chain.passSeconds(1n);
  await walk.step(valueOf(heartbeat(work())));
  chain.passSeconds(60n);
  confirmed(await deal.ping());
  chain.passSeconds(1n);
  const deliveredRoot = deal.job.segmentsRoot(40n);
  await walk.step(valueOf(checkpoint({ ...work(), deliveredSegments: 40n, deliveredRoot })));
  const sourceAtoms = tokenBalance(chain, renter.source);
  const more = { renter: renter.wallet, source: renter.source, sourceAtoms };
  const addition = { ...more, additionalSeconds: 60n, additionalUnits: 1_000n, lease: deal.lease };
  await walk.step(valueOf(await topUp(addition)));
  const voucher = await deal.voucher({ servedFor: 50n, delivered: 40n, accepted: 40n });
  const accepted = deal.job.opening(40n);
  await walk.step(valueOf(await redeemVoucher({ lease: deal.lease, ...voucher, accepted })));
  chain.passSeconds(60n);
  confirmed(await deal.ping());
  chain.passSeconds(1n);
  const { cumulativeUnits, proof } = deal.job.opening(300n);
  const attestation = {
    worker,
    payer,
    lease: deal.lease,
    segments: 300n,
    units: cumulativeUnits,
    planProof: proof,
    segmentsRoot: deal.job.segmentsRoot(300n),
    resultRoot: new Uint8Array(32).fill(5),
    resultBytes: 1n,
    providerSecret: deal.providerSecret,
  };
  const attesting = valueOf(await attestResult(attestation));
  await walk.step(attesting);
  const approval = await deal.order('accept');
  await walk.step(
    valueOf(await acceptResult({ approval, lease: deal.lease, attestation: attesting.attestation })),
  );
  await walk.step(claimProvider(deal.lease));
  await walk.step(claimRenter(deal.lease));
  await walk.step(await claimFees(deal.lease));
  chain.passSeconds(601n);
  await walk.step(releaseBond(deal.lease));
  const [address] = await findAttestationPda({ lease: deal.address, seq: 0 });
  await walk.step(closeAttestation({ address, data: read.attestation(chain, address) }));
  await donate(market, deal);
  await walk.step(valueOf(closeLease(deal.lease)));
}

/** Something beyond the lease's money in its vault, so that closing has something to sweep. */
async function donate(market: Market, deal: Deal): Promise<void> {
  const atoms = tokenBalance(market.chain, deal.vault) + 5n;
  await placeTokens(market.chain, {
    owner: deal.address,
    mint: market.network.usdcMint,
    atoms,
    at: deal.vault,
  });
}

async function walkEarlyEnds(
  walk: Walk,
  market: Market,
  provider: ProviderActor,
  renter: RenterActor,
  cranker: KeyPairSigner,
): Promise<void> {
  const { chain } = market;
  const { worker } = provider;
  const open = async (nonce: bigint, terms: DealTerms = {}) => {
    const { deal, outcome } = await openDeal(market, provider, renter, { ...terms, nonce });
    expect(verdict(outcome)).toBe('confirmed');
    return deal;
  };
  await walk.step(valueOf(rejectLease({ worker, lease: (await open(2n)).lease })));
  const cancelled = await open(3n);
  await walk.step(
    valueOf(await cancelLease({ approval: await cancelled.order('cancel'), lease: cancelled.lease })),
  );
  const ignored = await open(4n);
  chain.passSeconds(61n);
  await walk.step(valueOf(expireLease({ cranker, lease: ignored.lease })));
  const stopped = await open(5n);
  confirmed(await stopped.start());
  await walk.step(valueOf(await stopLease({ approval: await stopped.order('stop'), lease: stopped.lease })));
  await walk.step(rotateSession({ renter: renter.wallet, lease: stopped.lease, sessionKey: worker.address }));
  const silent = await open(9n);
  confirmed(await silent.start());
  confirmed(await silent.ping());
  chain.passSeconds(61n);
  await walk.step(valueOf(failLease({ cranker, lease: silent.lease })));
  chain.passSeconds(121n);
  confirmed(await silent.settle());
  await walkExit(walk, market, provider, await open(8n));
  await walkOrders(walk, market, provider, renter, cranker);
  const ended = await open(6n, { rentSeconds: 60n });
  confirmed(await ended.start());
  chain.passSeconds(121n);
  await walk.step(valueOf(endLease({ cranker, lease: ended.lease })));
  await walk.step(valueOf(settleLease({ cranker, lease: stopped.lease })));
  const attested = await open(7n);
  confirmed(await attested.start());
  chain.passSeconds(60n);
  confirmed(await attested.attest());
  chain.passSeconds(601n);
  const attestation = await attested.attestation();
  await walk.step(valueOf(settleLease({ cranker, lease: attested.lease, attestation })));
  chain.passSeconds(601n);
  confirmed(await attested.releaseBond());
  confirmed(await ended.settle());
}

async function walkOrders(
  walk: Walk,
  market: Market,
  provider: ProviderActor,
  renter: RenterActor,
  cranker: KeyPairSigner,
): Promise<void> {
  const { chain, network } = market;
  const startPrice = 400_000n;
  const plan = valueOf(
    await placeOrder(orderRequest(market, renter, { payer: cranker, startPrice, nonce: 31_000n })),
  );
  await walk.step(plan);
  const { order } = new Bid(market, renter, plan);
  const offer = { address: provider.offer, data: read.offer(chain, provider.offer) };
  const now = clock(market);
  const match = valueOf(await matchOrder({ network, matcher: provider.worker, order, offer, now }));
  await walk.step(match);
  const { lease, vault } = match;
  const deal = new Deal({ market, provider, renter, job: sampleJob(), address: lease, vault });
  confirmed(await deal.reject());
  const expirySlot = chain.slot + 1n;
  const { bid } = await placeBid(market, renter, { payer: cranker, nonce: 33_000n, expirySlot });
  chain.passSeconds(1n);
  const canceller = provider.worker;
  await walk.step(valueOf(cancelOrder({ canceller, order: bid.order, now: clock(market) })));
}

async function walkExit(walk: Walk, market: Market, provider: ProviderActor, deal: Deal): Promise<void> {
  const { chain } = market;
  confirmed(await deal.start());
  chain.passSeconds(1n);
  const now = () => ({ unixSeconds: chain.now, slot: chain.slot });
  await walk.step(valueOf(noticeExit({ worker: provider.worker, lease: deal.lease, now: now() })));
  const leaving = { worker: provider.authority, provider: read.provider(chain, provider.address) };
  await walk.step(valueOf(await exitLease({ ...leaving, lease: deal.lease, now: now() })));
  chain.passSeconds(121n);
  confirmed(await deal.settle());
}

async function walkDeparture(walk: Walk, market: Market, provider: ProviderActor): Promise<void> {
  const { chain, network } = market;
  const { authority, address } = provider;
  const own = { authority, deposit: Deposit.Bond };
  const request = {
    ...own,
    network,
    provider: read.provider(chain, address),
    amountAtoms: 1_000n,
    now: chain.now,
  };
  await walk.step(valueOf(await requestUnbond(request)));
  chain.passSeconds(1_300n);
  const leaving = {
    ...own,
    provider: read.provider(chain, address),
    destination: provider.payout,
    now: chain.now,
  };
  await walk.step(valueOf(await withdrawUnbonded(leaving)));
  const offer = { address: provider.offer, data: read.offer(chain, provider.offer) };
  await walk.step(await withdrawOffer({ authority, offer }));
}
