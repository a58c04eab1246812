import {
  address,
  type Address,
  getAddressDecoder,
  getAddressEncoder,
  getU64Encoder,
  getUtf8Encoder,
  type Instruction,
  isOffCurveAddress,
} from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import { beforeEach, describe, expect, test } from 'vitest';

import { claimProvider } from '@/lib/actions/claim-provider';
import { closeLease } from '@/lib/actions/close-lease';
import { genesis } from '@/lib/actions/genesis';
import { registerProvider } from '@/lib/actions/register-provider';
import { requestUnbond } from '@/lib/actions/request-unbond';
import { takeOffer } from '@/lib/actions/take-offer';
import { concatBytes } from '@/lib/domain/bytes';
import { contentDigest } from '@/lib/domain/commitment';
import {
  Deposit,
  findVaultPda,
  getTakeOfferInstructionDataCodec,
  getWithdrawUnbondedInstructionAsync,
  type ParamsValues,
  type ReputationValues,
  PYRONET_PROGRAM_ADDRESS,
} from '@/lib/pyronet/generated';
import { initialParams, initialReputation } from '@/lib/pyronet/initial-params';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';

import { type Outcome } from '../testing/chain';
import { type Deal, openDeal, takeRequest } from '../testing/deal';
import { confirmed, valueOf, verdict } from '../testing/expectation';
import { fundedKey, type Market, openMarket, read, testGenesisHash } from '../testing/market';
import { moneyOf } from '../testing/money';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';
import { placeTokens } from '../testing/tokens';

/** Attacks that docs/protocol/attacks.md names and no other file tries. */
let market: Market;
let provider: ProviderActor;
let renter: RenterActor;
let deal: Deal;

beforeEach(async () => {
  market = await openMarket({ evidenceS: 600, unbondingS: 1_200, openAttestationsMax: 2 });
  provider = await joinAsProvider(market, { terms: { gpuCount: 2 } });
  renter = await joinAsRenter(market);
  const opened = await openDeal(market, provider, renter);
  confirmed(opened.outcome);
  deal = opened.deal;
});

function only(instructions: readonly Instruction[]): Instruction & { readonly data: Uint8Array } {
  const [instruction] = instructions;
  if (instruction?.data === undefined) throw new Error('one instruction was expected');
  return { ...instruction, data: Uint8Array.from(instruction.data) };
}

test('a lease cannot stand at a second address of the same seeds', async () => {
  const request = takeRequest(market, provider, renter, { nonce: 5n });
  const plan = valueOf(await takeOffer(request));
  const honest = only(plan.instructions);
  const codec = getTakeOfferInstructionDataCodec();
  const arguments_ = codec.decode(honest.data);
  const [lease, bump] = secondLease(arguments_.nonce, arguments_.bump);
  const [vault, vaultBump] = await findVaultPda({ lease });
  const accounts = (honest.accounts ?? []).map((meta) => {
    if (meta.address === plan.lease) return { ...meta, address: lease };
    return meta.address === plan.vault ? { ...meta, address: vault } : meta;
  });
  const data = Uint8Array.from(codec.encode({ ...arguments_, bump, vaultBump }));
  expect(verdict(await market.send([{ ...honest, accounts, data }]))).toBe('wrongAddress');
  confirmed(await market.send([honest]));
});

/** Where a lease of this nonce would stand with a lower bump than the canonical one. */
function secondLease(nonce: bigint, canonical: number): readonly [Address, number] {
  const seeds = [
    Uint8Array.from(getUtf8Encoder().encode('lease')),
    Uint8Array.from(getAddressEncoder().encode(renter.wallet.address)),
    Uint8Array.from(getU64Encoder().encode(nonce)),
  ];
  for (let bump = canonical - 1; bump > 0; bump -= 1) {
    const digest = contentDigest(
      concatBytes(
        ...seeds,
        Uint8Array.of(bump),
        Uint8Array.from(getAddressEncoder().encode(PYRONET_PROGRAM_ADDRESS)),
        Uint8Array.from(getUtf8Encoder().encode('ProgramDerivedAddress')),
      ),
    );
    const at = getAddressDecoder().decode(digest);
    if (isOffCurveAddress(at)) return [at, bump];
  }
  throw new Error('the seeds lead to one address only');
}

describe('a closed lease', () => {
  beforeEach(async () => {
    confirmed(await deal.reject());
    confirmed(await deal.claimRenter());
  });

  test('is not revived by lamports that arrive in the same transaction', async () => {
    const { lease } = deal;
    const ending = valueOf(closeLease(lease)).instructions;
    const gift = getTransferSolInstruction({
      source: market.relayer,
      destination: deal.address,
      amount: 50_000_000n,
    });
    const claim = claimProvider(lease).instructions;
    expect(verdict(await market.send([...ending, gift, ...claim]))).toBe('wrongOwner');
    confirmed(await market.send([...ending, gift]));
    expect(verdict(await market.send(claim))).toBe('wrongOwner');
  });

  test('cannot be closed twice in one transaction', async () => {
    const ending = valueOf(closeLease(deal.lease)).instructions;
    expect(verdict(await market.send([...ending, ...ending]))).toBe('wrongOwner');
  });
});

test('a claim that is made three times in one transaction pays once', async () => {
  confirmed(await deal.start());
  market.chain.passSeconds(50n);
  confirmed(await deal.attest());
  confirmed(await deal.acceptResult());
  const before = moneyOf(deal);
  const claim = claimProvider(deal.lease).instructions;
  confirmed(await market.send([...claim, ...claim, ...claim]));
  expect(moneyOf(deal).provider - before.provider).toBe(4_750n);
  expect(before.vault - moneyOf(deal).vault).toBe(4_750n);
});

test('an account of the newer token program, whose transfers may cost or call, is paid nothing into', async () => {
  const { chain, network } = market;
  const authority = await fundedKey(chain, 'newcomer');
  const payout = await placeTokens(chain, { owner: authority.address, mint: network.usdcMint, atoms: 0n });
  const account = chain.account(payout);
  if (!account.exists) throw new Error('it was placed');
  const token2022 = address('TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb');
  chain.setAccount({ ...account, data: Uint8Array.from(account.data), programAddress: token2022 });
  const registration = await registerProvider({
    network,
    authority,
    payer: authority,
    workerKey: authority.address,
    payout,
    recordHash: new Uint8Array(32),
    region: 276,
  });
  expect(verdict(await market.send(registration.instructions))).toBe('wrongTokenAccount');
});

test('a lease full of results still takes the one that ends it', async () => {
  confirmed(await deal.start());
  for (const segments of [10n, 20n]) {
    market.chain.passSeconds(10n);
    confirmed(await deal.attest(segments));
  }
  expect(verdict(await deal.attest(30n))).toBe('tooManyAttestations');
  confirmed(await deal.attest());
});

test('a secret cannot be chosen after the draw it goes into', async () => {
  confirmed(await deal.start());
  market.chain.passSeconds(10n);
  deal.providerSecret.fill(99);
  expect(verdict(await deal.attest())).toBe('wrongSecret');
});

test('a clock that goes back takes no coverage away and gives none', async () => {
  const { chain } = market;
  confirmed(await deal.start());
  chain.passSeconds(30n);
  confirmed(await deal.heartbeat());
  chain.setTime(chain.now - 1n, chain.slot + 1n);
  expect(verdict(await deal.heartbeat())).toBe('clockUnusable');
  chain.setTime(chain.now + 1n, chain.slot + 1n);
  confirmed(await deal.heartbeat());
  expect(deal.lease.data.coveredS).toBe(30n);
});

test('a deposit does not leave while a lease or its evidence could still take it', async () => {
  const { chain, network } = market;
  const { authority, address: at, payout } = provider;
  const deposit = Deposit.Bond;
  const request = { network, authority, provider: read.provider(chain, at), deposit, now: chain.now };
  confirmed(
    await market.send(valueOf(await requestUnbond({ ...request, amountAtoms: 1_000n })).instructions),
  );
  const vault = read.provider(chain, at).bondVault;
  const leave = await getWithdrawUnbondedInstructionAsync({ authority, vault, destination: payout, deposit });
  confirmed(await deal.start());
  market.chain.passSeconds(10n);
  confirmed(await deal.attest());
  chain.passSeconds(1_300n);
  expect(verdict(await market.send([leave]))).toBe('stillLocked');
  confirmed(await deal.acceptResult());
  expect(verdict(await market.send([leave]))).toBe('stillLocked');
  chain.passSeconds(601n);
  confirmed(await deal.releaseBond());
  confirmed(await market.send([leave]));
});

describe('a network', () => {
  /** Genesis of the market's own network, with other parameters where told. */
  async function begin(
    changes: Partial<ParamsValues> = {},
    reputation: Partial<ReputationValues> = {},
  ): Promise<Outcome> {
    const [plan] = await genesis({
      payer: market.founder,
      programKey: await worthlessLocalKey('program'),
      authority: market.founder,
      usdcMint: market.network.usdcMint,
      pyroMint: market.network.pyroMint,
      genesisHash: testGenesisHash,
      sunsetAt: market.chain.now + 1_000n,
      params: { ...initialParams, ...changes },
      reputation: { ...initialReputation, ...reputation },
      gpuClasses: [],
    });
    return market.send(plan?.instructions ?? []);
  }

  test('begins once', async () => {
    expect(verdict(await begin())).toBe('alreadyExists');
  });

  test.each<Partial<ParamsValues>>([
    { feeBps: 2_001 },
    { feeBps: 65_535 },
    { slashBurnBps: 4_999 },
    { slashBurnBps: 10_001 },
    { evidenceS: 31 * 86_400, unbondingS: 32 * 86_400 },
    { unbondingS: initialParams.evidenceS - 1 },
    { punitiveSlotsPerMinute: 0 },
    { windowS: 0 },
    { pricePerHourMin: 0n },
    { crankTipLamports: 10_000_001n },
  ])('cannot begin with parameters beyond the compiled bounds: %o', async (changes) => {
    expect(verdict(await begin(changes))).toBe('paramsOutOfBounds');
  });

  test.each<Partial<ReputationValues>>([
    { half: 0n },
    { pairCap: initialReputation.epochCap + 1n },
    { epochS: 59 },
    { highValueMin: 1_000_000 },
    { acceptedPpm: 1_000_001 },
    { keepBps: initialReputation.keepBps.map(() => 10_000) },
  ])('cannot begin with rules of reputation beyond the compiled bounds: %o', async (changes) => {
    expect(verdict(await begin({}, changes))).toBe('paramsOutOfBounds');
  });
});
