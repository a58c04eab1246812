import { address, type Instruction, signBytes } from '@solana/kit';
import { getTransferSolInstruction } from '@solana-program/system';
import { beforeEach, describe, expect, test } from 'vitest';

import { concatBytes } from '@/lib/domain/bytes';
import { getRedeemVoucherInstructionAsync } from '@/lib/pyronet/generated';
import { ED25519_PROGRAM_ADDRESS, ed25519Instruction } from '@/lib/pyronet/ed25519-instruction';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';

import { type Deal, openDeal } from '../testing/deal';
import { confirmed, verdict } from '../testing/expectation';
import { type Market, openMarket } from '../testing/market';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';

let market: Market;
let provider: ProviderActor;
let renter: RenterActor;
let deal: Deal;

beforeEach(async () => {
  market = await openMarket({ evidenceS: 600, unbondingS: 1_200 });
  provider = await joinAsProvider(market);
  renter = await joinAsRenter(market);
  deal = await startDeal();
});

async function startDeal(): Promise<Deal> {
  const opened = await openDeal(market, provider, renter);
  confirmed(opened.outcome);
  confirmed(await opened.deal.start());
  market.chain.passSeconds(100n);
  return opened.deal;
}

/** The redemption without its signature check in front. */
function bareRedemption(): Promise<Instruction> {
  return getRedeemVoucherInstructionAsync({ lease: deal.address, acceptedUnits: 0n, proof: [] });
}

describe('a voucher', () => {
  test('covers everything before it, and an older one or the same one again adds nothing', async () => {
    confirmed(await deal.redeem({ servedFor: 90n }));
    await deal.redeem({ servedFor: 90n });
    await deal.redeem({ servedFor: 40n });
    expect(deal.lease.data).toMatchObject({ coveredS: 90n, vouchedS: 90n });
  });

  test('never states more than has passed', async () => {
    expect(verdict(await deal.redeem({ servedFor: 101n }))).toBe('invalidVoucher');
    expect(verdict(await deal.redeem({ servedFor: 50n, covered: 51n }))).toBe('invalidVoucher');
  });

  test('accepts no more than was delivered, and no work that the plan does not price', async () => {
    expect(verdict(await deal.redeem({ servedFor: 90n, delivered: 1n, accepted: 2n }))).toBe(
      'invalidVoucher',
    );
    const tooMany = { servedFor: 90n, delivered: 301n, accepted: 300n };
    expect(verdict(await deal.redeem(tooMany))).not.toBe('confirmed');
  });

  test('accepts work at the units that the plan prices it with, and at no others', async () => {
    const voucher = await deal.voucher({ servedFor: 90n, delivered: 90n, accepted: 90n });
    const check = ed25519Instruction({ signer: renter.session.address, ...voucher });
    const { cumulativeUnits, proof } = deal.job.opening(90n);
    const redeem = async (acceptedUnits: bigint, hashes = proof): Promise<string> => {
      const opening = { lease: deal.address, acceptedUnits, proof: [...hashes] };
      return verdict(await market.send([check, await getRedeemVoucherInstructionAsync(opening)]));
    };
    expect(await redeem(cumulativeUnits + 1n)).toBe('invalidProof');
    expect(await redeem(deal.job.unitCap)).toBe('invalidProof');
    expect(await redeem(cumulativeUnits, deal.job.opening(91n).proof)).toBe('invalidProof');
    expect(deal.lease.data).toMatchObject({ acceptedUnits: 0n, released: 0n });
    expect(await redeem(cumulativeUnits)).toBe('confirmed');
    expect(deal.lease.data.acceptedUnits).toBe(cumulativeUnits);
  });

  test.each([
    ['another network', { genesisHash: new Uint8Array(32).fill(1) }, 'wrongMessage'],
    ['another program', { programAddress: address('11111111111111111111111111111111') }, 'wrongMessage'],
    ['another lease', { lease: address('Sysvar1nstructions1111111111111111111111111') }, 'wrongMessage'],
    ['another life of this address', { openedSlot: 1n }, 'wrongMessage'],
    ['another session', { sessionEpoch: 1 }, 'wrongSigner'],
  ])('bound to %s is refused', async (_, scope, error) => {
    const { message, signature } = await deal.voucher({ servedFor: 50n, scope });
    const check = ed25519Instruction({ signer: renter.session.address, message, signature });
    expect(verdict(await market.send([check, await bareRedemption()]))).toBe(error);
  });

  test('from the lease that stood at this address before is refused', async () => {
    const old = await deal.voucher({ servedFor: 90n, delivered: 90n });
    confirmed(await deal.stop());
    market.chain.passSeconds(121n);
    confirmed(await deal.settle());
    confirmed(await deal.claimRenter());
    confirmed(await deal.close());
    const next = await startDeal();
    expect(next.address).toBe(deal.address);
    const check = ed25519Instruction({ signer: renter.session.address, ...old });
    expect(verdict(await market.send([check, await bareRedemption()]))).toBe('wrongMessage');
  });

  test('of a rotated key stays good for one interval, and no longer', async () => {
    const old = await deal.voucher({ servedFor: 90n });
    const check = ed25519Instruction({ signer: renter.session.address, ...old });
    const redemption = [check, await bareRedemption()];
    confirmed(await deal.rotateSession('next session'));
    confirmed(await market.send(redemption));
    market.chain.passSeconds(61n);
    const late = await deal.voucher({ servedFor: 95n, scope: { sessionEpoch: 0 } });
    const lateCheck = ed25519Instruction({ signer: renter.session.address, ...late });
    expect(verdict(await market.send([lateCheck, await bareRedemption()]))).not.toBe('confirmed');
  });
});

describe('a voucher of a key that was replaced', () => {
  test('accepts nothing any more, whatever it says: its time counts, its acceptance does not', async () => {
    const old = await deal.voucher({ servedFor: 90n, delivered: 90n, accepted: 90n });
    confirmed(await deal.rotateSession('next session'));
    const { cumulativeUnits, proof } = deal.job.opening(90n);
    const lease = deal.address;
    const redemption = await getRedeemVoucherInstructionAsync({
      lease,
      acceptedUnits: cumulativeUnits,
      proof: [...proof],
    });
    const check = ed25519Instruction({ signer: renter.session.address, ...old });
    await market.send([check, redemption]);
    expect(deal.lease.data).toMatchObject({ acceptedSegments: 0n, released: 0n });
    confirmed(await market.send([check, await bareRedemption()]));
    expect(deal.lease.data).toMatchObject({ coveredS: 90n, acceptedSegments: 0n, released: 0n });
  });
});

describe('the signature of a voucher', () => {
  test('must be there, directly before', async () => {
    const { message, signature } = await deal.voucher({ servedFor: 50n });
    const check = ed25519Instruction({ signer: renter.session.address, message, signature });
    expect(verdict(await market.send([await bareRedemption()]))).toBe('signatureNotFound');
    const redemption = await bareRedemption();
    const between = getTransferSolInstruction({
      source: market.relayer,
      destination: deal.address,
      amount: 1n,
    });
    expect(verdict(await market.send([check, between, redemption]))).toBe('signatureNotFound');
    expect(verdict(await market.send([redemption, check]))).toBe('signatureNotFound');
  });

  test('must be of the session key', async () => {
    const { message } = await deal.voucher({ servedFor: 50n });
    const thief = await worthlessLocalKey('thief');
    const signature = await signBytes(thief.keyPair.privateKey, message);
    const check = ed25519Instruction({ signer: thief.address, message, signature });
    expect(verdict(await market.send([check, await bareRedemption()]))).toBe('wrongSigner');
    const forged = ed25519Instruction({ signer: renter.session.address, message, signature });
    expect(verdict(await market.send([forged, await bareRedemption()]))).toBe('failed');
  });

  test('of an order is no voucher, and of a voucher no order', async () => {
    const stop = await deal.order('stop');
    if (stop.by !== 'order') throw new Error('an order was expected');
    const check = ed25519Instruction({ signer: stop.sessionKey, ...stop });
    expect(verdict(await market.send([check, await bareRedemption()]))).toBe('wrongMessage');
    const voucher = await deal.voucher({ servedFor: 50n });
    const disguised = { by: 'order' as const, sessionKey: renter.session.address, ...voucher };
    expect(verdict(await deal.stop(disguised))).toBe('wrongMessage');
  });
});

describe('an offset table that points elsewhere is refused', () => {
  /** The precompile's instruction with one 16-bit field of its header replaced. */
  async function withField(offset: number, value: number, tail = new Uint8Array()): Promise<Instruction> {
    const { message, signature } = await deal.voucher({ servedFor: 50n });
    const honest = ed25519Instruction({ signer: renter.session.address, message, signature });
    const data = concatBytes(Uint8Array.from(honest.data ?? []), tail);
    new DataView(data.buffer).setUint16(offset, value, true);
    return { ...honest, data };
  }

  test.each([
    ['signature', 4],
    ['public key', 8],
    ['message', 14],
  ])('the %s read from the instruction itself, named by its number', async (_, field) => {
    const check = await withField(field, 0);
    expect(verdict(await market.send([check, await bareRedemption()]))).toBe('signatureMalformed');
  });

  test.each([
    ['signature', 4],
    ['public key', 8],
    ['message', 14],
  ])('the %s read from another instruction', async (_, field) => {
    const check = await withField(field, 1);
    expect(verdict(await market.send([check, await bareRedemption()]))).not.toBe('confirmed');
  });

  test('two signatures, one of which nobody looked at', async () => {
    const { message, signature } = await deal.voucher({ servedFor: 50n });
    const honest = ed25519Instruction({ signer: renter.session.address, message, signature });
    const header = Uint8Array.from(honest.data ?? []).slice(0, 16);
    const body = Uint8Array.from(honest.data ?? []).slice(16);
    const shifted = shiftOffsets(header, 14);
    const data = concatBytes(Uint8Array.of(2, 0), shifted.slice(2), shifted.slice(2), body);
    const check = { ...honest, data };
    expect(verdict(await market.send([check, await bareRedemption()]))).toBe('signatureMalformed');
  });

  test('a checked message beside the one that is claimed', async () => {
    const thief = await worthlessLocalKey('thief');
    const { message } = await deal.voucher({ servedFor: 90n });
    const harmless = new Uint8Array(192).fill(1);
    const signature = await signBytes(thief.keyPair.privateKey, harmless);
    const check = ed25519Instruction({ signer: thief.address, message: harmless, signature });
    const data = concatBytes(Uint8Array.from(check.data ?? []), message);
    expect(verdict(await market.send([{ ...check, data }, await bareRedemption()]))).not.toBe('confirmed');
  });

  test('no signature at all', async () => {
    const check = { programAddress: ED25519_PROGRAM_ADDRESS, accounts: [], data: Uint8Array.of(0, 0) };
    expect(verdict(await market.send([check, await bareRedemption()]))).toBe('signatureMalformed');
  });

  /** The header with its three data offsets moved. */
  function shiftOffsets(header: Uint8Array, by: number): Uint8Array {
    const shifted = header.slice();
    const view = new DataView(shifted.buffer);
    for (const field of [2, 6, 10]) view.setUint16(field, view.getUint16(field, true) + by, true);
    return shifted;
  }
});
