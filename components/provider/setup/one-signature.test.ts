import { type Address, blockhash, createNoopSigner } from '@solana/kit';
import { expect, test } from 'vitest';

import { goToMarket } from '@/lib/actions/go-to-market';
import { type MachineFacts, machineTerms } from '@/lib/actions/machine-terms';
import { findGpuClassPda, getGpuClassDecoder, getGpuClassSize } from '@/lib/pyronet/generated';
import { initialParams } from '@/lib/pyronet/initial-params';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';
import { composeMessage, maxComputeUnits, maxTransactionBytes, unsignedTransaction } from '@/lib/tx/compose';

const u64Max = (1n << 64n) - 1n;
const machine: MachineFacts = {
  gpuCount: 64,
  vramMib: 0xffff_ffff,
  workUnitsPerSecond: u64Max,
  guaranteedUnitsPerSecond: u64Max,
  memoryBytes: u64Max,
  diskBytes: u64Max,
  maxUploadBytes: u64Max,
  upMbps: 0xffff_ffff,
  downMbps: 0xffff_ffff,
  localOnly: false,
};
const addressOf = async (name: string): Promise<Address> => (await worthlessLocalKey(name)).address;

test('registering, funding the machine, staking, bonding and listing fit into one transaction', async () => {
  const wallet = createNoopSigner(await addressOf('a wallet'));
  const paramsAddress = await addressOf('params');
  const network = {
    genesisHash: new Uint8Array(32),
    authority: await addressOf('founder'),
    usdcMint: await addressOf('usdc mint'),
    pyroMint: await addressOf('pyro mint'),
    feeVault: await addressOf('fee vault'),
    paramsVersion: 1,
    paramsAddress,
    params: initialParams,
  };
  const [gpuClass] = await findGpuClassPda({ classId: 1 });
  const anyClass = getGpuClassDecoder().decode(new Uint8Array(getGpuClassSize()));
  const choice = { pricePerHour: 1_000n, minDurationSeconds: 60n, maxDurationSeconds: 86_400n };
  const plan = await goToMarket({
    network,
    wallet,
    provider: null,
    holdings: {
      lamports: u64Max,
      usdcAccount: await addressOf('usdc account'),
      usdcAtoms: u64Max,
      hasUsdcAccount: false,
      pyroAccount: await addressOf('pyro account'),
      pyroAtoms: u64Max,
      hasPyroAccount: true,
    },
    steps: {
      registration: {
        workerKey: await addressOf('a machine'),
        recordHash: new Uint8Array(32),
        region: 65_535,
        workerPurseLamports: 500_000_000n,
      },
      stakePyroAtoms: u64Max / 2n,
      bondUsdcAtoms: u64Max / 2n,
      listing: {
        gpuClass: { address: gpuClass, data: anyClass },
        terms: machineTerms(machine, choice, initialParams),
      },
    },
  });
  if (!plan.ok) throw new Error(plan.problem.message);
  const message = composeMessage({
    instructions: plan.value.instructions,
    feePayer: wallet,
    signers: [],
    lifetime: { blockhash: blockhash(paramsAddress), lastValidBlockHeight: 0n },
    computeUnitLimit: maxComputeUnits,
    microLamportsPerUnit: 1_000n,
  });
  const size = unsignedTransaction(message).bytes;
  expect(size).toBeLessThanOrEqual(maxTransactionBytes);
});
