import {
  type Address,
  getAddressEncoder,
  getProgramDerivedAddress,
  getUtf8Encoder,
  type Instruction,
  type KeyPairSigner,
  upgradeRoleToSigner,
} from '@solana/kit';
import { beforeEach, expect, test } from 'vitest';

import { registerProvider } from '@/lib/actions/register-provider';
import { takeOffer } from '@/lib/actions/take-offer';
import {
  getRegisterProviderInstructionDataCodec,
  getTakeOfferInstructionDataCodec,
  PYRONET_PROGRAM_ADDRESS,
} from '@/lib/pyronet/generated';

import { takeRequest } from '../testing/deal';
import { confirmed, valueOf, verdict } from '../testing/expectation';
import { fundedKey, type Market, openMarket } from '../testing/market';
import { joinAsProvider } from '../testing/provider';
import { joinAsRenter } from '../testing/renter';
import { placeTokens } from '../testing/tokens';

/**
 * Whoever has the key of a lease's or provider's address could sign for its vaults. So both must stand at addresses
 * that follow from their seeds, whoever else signs the transaction.
 */
let market: Market;
let forger: KeyPairSigner;

beforeEach(async () => {
  market = await openMarket();
  forger = await fundedKey(market.chain, 'forger');
});

/** The instruction with accounts replaced; the forger signs where it stands. */
function withAccounts(
  instruction: Instruction,
  replaced: Readonly<Record<number, Address>>,
  data: Uint8Array,
): Instruction {
  const accounts = (instruction.accounts ?? []).map((meta, position) => {
    const address = replaced[position] ?? meta.address;
    if (address !== forger.address) return { ...meta, address };
    return { address, role: upgradeRoleToSigner(meta.role), signer: forger };
  });
  return { ...instruction, accounts, data };
}

async function derived(seed: string, of: Address): Promise<readonly [Address, number]> {
  const seeds = [getUtf8Encoder().encode(seed), getAddressEncoder().encode(of)];
  return getProgramDerivedAddress({ programAddress: PYRONET_PROGRAM_ADDRESS, seeds });
}

function only(instructions: readonly Instruction[]): Instruction & { readonly data: Uint8Array } {
  const [instruction] = instructions;
  if (instruction?.data === undefined) throw new Error('one instruction was expected');
  return { ...instruction, data: Uint8Array.from(instruction.data) };
}

test('a lease cannot stand at an address that its renter has the key of', async () => {
  const provider = await joinAsProvider(market);
  const renter = await joinAsRenter(market);
  const honest = only(valueOf(await takeOffer(takeRequest(market, provider, renter))).instructions);
  const [vault, vaultBump] = await derived('vault', forger.address);
  const codec = getTakeOfferInstructionDataCodec();
  const data = Uint8Array.from(codec.encode({ ...codec.decode(honest.data), vaultBump }));
  const forged = withAccounts(honest, { 2: forger.address, 3: vault }, data);
  expect(verdict(await market.send([forged]))).toBe('wrongAddress');
  confirmed(await market.send([honest]));
});

test('a provider cannot stand at an address that its authority has the key of', async () => {
  const { chain, network } = market;
  const authority = await fundedKey(chain, 'authority');
  const payout = await placeTokens(chain, { owner: authority.address, mint: network.usdcMint, atoms: 0n });
  const registration = {
    network,
    authority,
    payer: authority,
    workerKey: authority.address,
    payout,
    recordHash: new Uint8Array(32),
    region: 276,
  };
  const honest = only((await registerProvider(registration)).instructions);
  const [bondVault, bondBump] = await derived('bond', forger.address);
  const [stakeVault, stakeBump] = await derived('stake', forger.address);
  const codec = getRegisterProviderInstructionDataCodec();
  const data = Uint8Array.from(codec.encode({ ...codec.decode(honest.data), bondBump, stakeBump }));
  const forged = withAccounts(honest, { 2: forger.address, 3: bondVault, 4: stakeVault }, data);
  expect(verdict(await market.send([forged]))).toBe('wrongAddress');
  confirmed(await market.send([honest]));
});
