import { type Address, type Instruction, type TransactionSigner } from '@solana/kit';

import {
  findBurnAuctionPda,
  findBurnVaultPda,
  findConfigPda,
  findFeeVaultPda,
  findParamsPda,
  findTreasuryVaultPda,
  findVerifierVaultPda,
  getAddGpuClassInstructionAsync,
  getGenesisInstructionAsync,
  type ParamsValues,
  type ReputationValues,
} from '@/lib/pyronet/generated';
import { type GpuClassDefinition } from '@/lib/pyronet/gpu-classes';
import { initialReputation } from '@/lib/pyronet/initial-params';

import { type ActionPlan } from './plan';

/** Share of a model's reference price below which leases earn no reputation. */
const reputationFloorDivisor = 10n;

/**
 * Starts a network: config, parameters version 1, vaults, burn auction, then every GPU class. One plan per transaction, in order.
 * The mints must exist; the program's own key signs, so that nobody can come first.
 */
export async function genesis(request: {
  readonly payer: TransactionSigner;
  readonly programKey: TransactionSigner;
  /** May add GPU classes until the sunset. */
  readonly authority: TransactionSigner;
  readonly usdcMint: Address;
  readonly pyroMint: Address;
  /** Genesis hash of the chain, 32 bytes. */
  readonly genesisHash: Uint8Array;
  /** Unix seconds from which everything belongs to governance. */
  readonly sunsetAt: bigint;
  readonly params: ParamsValues;
  /** Default: the initial one. */
  readonly reputation?: ReputationValues;
  readonly gpuClasses: readonly GpuClassDefinition[];
}): Promise<readonly ActionPlan[]> {
  const { payer, programKey, authority, usdcMint, pyroMint, genesisHash, sunsetAt, params, gpuClasses } =
    request;
  const { reputation = initialReputation } = request;
  const network = await getGenesisInstructionAsync({
    payer,
    programKey,
    config: await findConfigPda(),
    params: await findParamsPda({ paramsVersion: 1 }),
    feeVault: await findFeeVaultPda(),
    usdcMint,
    pyroMint,
    treasuryVault: await findTreasuryVaultPda(),
    burnVault: await findBurnVaultPda(),
    verifierVault: await findVerifierVaultPda(),
    burnAuction: await findBurnAuctionPda(),
    authority: authority.address,
    genesisHash,
    sunsetAt,
    values: params,
    reputation,
  });
  const classes = await Promise.all(gpuClasses.map((gpuClass) => addGpuClass(authority, payer, gpuClass)));
  return [network, ...classes].map((instruction) => ({ instructions: [instruction] }));
}

/** Benchmark floors start at zero: a floor is a measured figure, and none was measured before the network exists. */
function addGpuClass(
  authority: TransactionSigner,
  payer: TransactionSigner,
  gpuClass: GpuClassDefinition,
): Promise<Instruction> {
  const { classId, name, vramMib, tierMin, referencePricePerHour } = gpuClass;
  return getAddGpuClassInstructionAsync({
    authority,
    payer,
    classId,
    tierMin,
    vramMib,
    name,
    scoreMin: 0n,
    unitsPerSMin: 0n,
    pricePerHourFloor: (referencePricePerHour ?? 0n) / reputationFloorDivisor,
  });
}
