import { address, type Instruction, type KeyPairSigner, signBytes } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { beforeEach, describe, expect, test } from 'vitest';

import { stopLease } from '@/lib/actions/stop-lease';
import { takeOffer } from '@/lib/actions/take-offer';
import { concatBytes } from '@/lib/domain/bytes';
import { getRedeemVoucherInstructionAsync, PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { ed25519Instruction } from '@/lib/pyronet/ed25519-instruction';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';

import { type Chain } from '../testing/chain';
import { type Deal, openDeal, takeRequest } from '../testing/deal';
import { confirmed, valueOf, verdict } from '../testing/expectation';
import { type Market, openMarket } from '../testing/market';
import { joinAsProvider, type ProviderActor } from '../testing/provider';
import { joinAsRenter, type RenterActor } from '../testing/renter';

/** Bytes that are nearly right: an account, a proof or a signed message that is read as far as it fits and no further. */
let market: Market;
let provider: ProviderActor;
let renter: RenterActor;

beforeEach(async () => {
  market = await openMarket();
  provider = await joinAsProvider(market, { terms: { gpuCount: 2 } });
  renter = await joinAsRenter(market);
});

async function started(by: RenterActor = renter): Promise<Deal> {
  const { deal, outcome } = await openDeal(market, provider, by);
  confirmed(outcome);
  confirmed(await deal.start());
  market.chain.passSeconds(50n);
  return deal;
}

function dataOf(chain: Chain, at: Deal['address']): Uint8Array {
  const account = chain.account(at);
  if (!account.exists) throw new Error('nothing stands there');
  return Uint8Array.from(account.data);
}

describe('an account of the program', () => {
  test.each<[string, (data: Uint8Array) => Uint8Array]>([
    ['that is cut short', (data) => data.slice(0, -8)],
    ['that goes on behind its end', (data) => concatBytes(data, new Uint8Array(8))],
    ['of a later layout', (data) => data.with(1, 2)],
  ])('%s is refused', async (_, changed) => {
    const deal = await started();
    const { instructions } = valueOf(await stopLease({ approval: deal.walletApproval, lease: deal.lease }));
    const data = dataOf(market.chain, deal.address);
    const stands = { address: deal.address, programAddress: PYRONET_PROGRAM_ADDRESS };
    market.chain.setAccount({ ...stands, data: changed(data) });
    expect(verdict(await market.send(instructions))).toBe('wrongAccountType');
    market.chain.setAccount({ ...stands, data });
    confirmed(await market.send(instructions));
  });
});

test('an account of the token program that is longer than a token account takes no refunds', async () => {
  const [honest] = valueOf(await takeOffer(takeRequest(market, provider, renter))).instructions;
  const longer = address('Sysvar1nstructions1111111111111111111111112');
  const data = concatBytes(dataOf(market.chain, renter.source), new Uint8Array(1));
  market.chain.setAccount({ address: longer, programAddress: TOKEN_PROGRAM_ADDRESS, data });
  const accounts = (honest?.accounts ?? []).map((meta, at) =>
    at === 5 ? { ...meta, address: longer } : meta,
  );
  if (honest === undefined) throw new Error('taking is one instruction');
  expect(verdict(await market.send([{ ...honest, accounts }]))).toBe('wrongTokenAccount');
  confirmed(await market.send([honest]));
});

describe('the proof behind an instruction’s arguments', () => {
  /** Where the count of hashes stands: behind the discriminator and eight bytes of units. */
  const countAt = 9;

  test.each<[string, (data: Uint8Array) => Uint8Array]>([
    ['with a byte too many', (data) => concatBytes(data, new Uint8Array(1))],
    ['of more hashes than it counts', (data) => data.with(countAt, (data[countAt] ?? 0) - 1)],
    ['of fewer hashes than it counts', (data) => data.with(countAt, (data[countAt] ?? 0) + 1)],
  ])('%s is refused', async (_, changed) => {
    const deal = await started();
    const voucher = await deal.voucher({ servedFor: 50n, delivered: 10n, accepted: 10n });
    const check = ed25519Instruction({ signer: renter.session.address, ...voucher });
    const { cumulativeUnits, proof } = deal.job.opening(10n);
    const opening = { acceptedUnits: cumulativeUnits, proof: [...proof] };
    const honest = await getRedeemVoucherInstructionAsync({ lease: deal.address, ...opening });
    const wrong = { ...honest, data: changed(Uint8Array.from(honest.data)) };
    expect(verdict(await market.send([check, wrong]))).toBe('invalidInstruction');
    confirmed(await market.send([check, honest]));
  });
});

describe('the signed message', () => {
  test('is no voucher where it goes on behind one', async () => {
    const deal = await started();
    const voucher = await deal.voucher({ servedFor: 50n });
    const message = concatBytes(voucher.message, new Uint8Array(1));
    const signature = await signBytes(renter.session.keyPair.privateKey, message);
    const check = ed25519Instruction({ signer: renter.session.address, message, signature });
    expect(verdict(await market.send([check, await bareRedemption(deal)]))).toBe('wrongMessage');
  });

  test('is not read where its key overlaps the table that says where it stands', async () => {
    const session = await keyThatBegins(0xff);
    const deal = await started({ ...renter, session });
    const { message, signature } = await deal.voucher({ servedFor: 50n });
    const honest = ed25519Instruction({ signer: session.address, message, signature });
    // The table ends with 0xff, with which the key begins: everything behind it moves up by one byte.
    const data = Uint8Array.from(honest.data ?? []);
    const overlapping = concatBytes(data.slice(0, 16), data.slice(17));
    const table = new DataView(overlapping.buffer);
    for (const field of [2, 6, 10]) table.setUint16(field, table.getUint16(field, true) - 1, true);
    const check = { ...honest, data: overlapping };
    const redemption = await bareRedemption(deal);
    expect(verdict(await market.send([check, redemption]))).toBe('signatureMalformed');
    confirmed(await market.send([honest, redemption]));
  });
});

function bareRedemption(deal: Deal): Promise<Instruction> {
  return getRedeemVoucherInstructionAsync({ lease: deal.address, acceptedUnits: 0n, proof: [] });
}

/** A key whose first byte is the one asked for: one of 256 is. */
async function keyThatBegins(first: number, from = 0): Promise<KeyPairSigner> {
  const key = await worthlessLocalKey(`overlapping ${String(from)}`);
  const bytes = new Uint8Array(await crypto.subtle.exportKey('raw', key.keyPair.publicKey));
  return bytes[0] === first ? key : keyThatBegins(first, from + 1);
}
