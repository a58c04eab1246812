import { beforeEach, expect, test } from 'vitest';

import { splitFees } from '@/lib/domain/fee-split';
import {
  findBurnVaultPda,
  findConfigPda,
  findTreasuryVaultPda,
  findVerifierVaultPda,
  getSplitFeesInstructionAsync,
} from '@/lib/pyronet/generated';

import { planSplit } from '../testing/burn';
import { confirmed, verdict } from '../testing/expectation';
import { type Market, openMarket } from '../testing/market';
import { placeTokens, tokenBalance } from '../testing/tokens';

const oneThirdEach = { feeBurnBps: 3_333, feeVerifierBps: 3_333, feeTreasuryBps: 3_334 };
let market: Market;

beforeEach(async () => {
  market = await openMarket(oneThirdEach);
});

async function collect(atoms: bigint): Promise<void> {
  const [owner] = await findConfigPda();
  const { usdcMint: mint, feeVault: at } = market.network;
  await placeTokens(market.chain, { owner, mint, atoms, at });
}

async function vaults() {
  const [burn, verifiers, treasury] = await Promise.all([
    findBurnVaultPda(),
    findVerifierVaultPda(),
    findTreasuryVaultPda(),
  ]);
  const held = ([at]: typeof burn) => tokenBalance(market.chain, at);
  return { burn: held(burn), verifiers: held(verifiers), treasury: held(treasury) };
}

test.each([1n, 2n, 3n, 4n, 9_999n, 10_000n, 10_001n, 2n ** 63n])(
  'fees of %d atoms are split to the atom, as the calculator says, and nothing stays behind',
  async (atoms) => {
    await collect(atoms);
    const { instructions, parts } = await planSplit(market);
    confirmed(await market.send(instructions));
    expect(await vaults()).toEqual(parts);
    expect(parts.burn + parts.verifiers + parts.treasury).toBe(atoms);
    expect(tokenBalance(market.chain, market.network.feeVault)).toBe(0n);
  },
);

test('of atoms that cannot be divided, those who lost most by rounding get one each; at a tie the burn comes first', () => {
  expect(splitFees(1n, oneThirdEach)).toEqual({ burn: 0n, verifiers: 0n, treasury: 1n });
  expect(splitFees(2n, oneThirdEach)).toEqual({ burn: 1n, verifiers: 0n, treasury: 1n });
  const halves = { feeBurnBps: 5_000, feeVerifierBps: 0, feeTreasuryBps: 5_000 };
  expect(splitFees(1n, halves)).toEqual({ burn: 1n, verifiers: 0n, treasury: 0n });
});

test('splitting nothing is refused', async () => {
  const instruction = await getSplitFeesInstructionAsync({ params: market.network.paramsAddress });
  expect(verdict(await market.send([instruction]))).toBe('nothingNew');
});
