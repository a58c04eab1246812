import { type Address, type KeyPairSigner } from '@solana/kit';

import { beatProvider } from '@/lib/actions/beat-provider';
import { depositBond } from '@/lib/actions/deposit-bond';
import { depositStake } from '@/lib/actions/deposit-stake';
import { listOffer, type OfferTerms } from '@/lib/actions/list-offer';
import { registerProvider } from '@/lib/actions/register-provider';
import { findGpuClassPda, Isolation, Privacy } from '@/lib/pyronet/generated';
import { gpuClassId } from '@/lib/pyronet/gpu-classes';

import { confirmed, valueOf } from './expectation';
import { fundedKey, type Market, read } from './market';
import { placeTokens } from './tokens';

/** A provider with one offer. */
export interface ProviderActor {
  readonly authority: KeyPairSigner;
  readonly worker: KeyPairSigner;
  readonly address: Address;
  /** USDC token account that leases pay. */
  readonly payout: Address;
  /** PYRO token account that stake came from and goes back to. */
  readonly pyroAccount: Address;
  readonly offer: Address;
}

/** The terms of the worked timelines: 100 atoms a second, 1,000 units a second guaranteed, proofs within 60 s. */
export const timelineTerms: OfferTerms = {
  gpuCount: 1,
  vramMib: 8_192,
  pricePerHour: 360_000n,
  run: true,
  rent: true,
  guaranteedUnitsPerSecond: 1_000n,
  score: 1_000n,
  benchmarkRoot: new Uint8Array(32).fill(1),
  termsHash: new Uint8Array(32).fill(2),
  isolation: Isolation.Container,
  privacy: Privacy.Public,
  minDurationSeconds: 60n,
  maxDurationSeconds: 86_400n,
  intervalSeconds: 60,
  acceptWithinSeconds: 60,
  startWithinSeconds: 600,
  prefixWithinSeconds: 120,
  maxValueAtRisk: 1_000_000_000n,
  memoryBytes: 1n << 34n,
  diskBytes: 1n << 36n,
  maxUploadBytes: 1n << 30n,
  upMbps: 100,
  downMbps: 100,
  localOnly: true,
  extendable: true,
};

/** Registers a provider, deposits stake and bond, shows it live and lists one offer of the generic class. */
export async function joinAsProvider(
  market: Market,
  joining: {
    readonly name?: string;
    readonly bondAtoms?: bigint;
    readonly stakeAtoms?: bigint;
    readonly terms?: Partial<OfferTerms>;
  } = {},
): Promise<ProviderActor> {
  const {
    name = 'provider',
    bondAtoms = 1_000_000_000n,
    stakeAtoms = 1_000_000_000_000n,
    terms = {},
  } = joining;
  const { chain, network, send } = market;
  const authority = await fundedKey(chain, `${name} authority`);
  const worker = await fundedKey(chain, `${name} worker`);
  const payout = await placeTokens(chain, {
    owner: authority.address,
    mint: network.usdcMint,
    atoms: bondAtoms,
  });
  const pyroAccount = await placeTokens(chain, {
    owner: authority.address,
    mint: network.pyroMint,
    atoms: stakeAtoms,
  });
  const registration = await registerProvider({
    network,
    authority,
    payer: authority,
    workerKey: worker.address,
    payout,
    recordHash: new Uint8Array(32).fill(3),
    region: 276,
  });
  const address = registration.provider;
  confirmed(await send(registration.instructions));
  const depositor = authority;
  const stake = { network, depositor, source: pyroAccount, provider: address, amountAtoms: stakeAtoms };
  confirmed(await send(valueOf(await depositStake(stake)).instructions));
  const bond = { depositor, source: payout, provider: address, amountAtoms: bondAtoms };
  confirmed(await send(valueOf(await depositBond(bond)).instructions));
  const beat = await beatProvider({ network, worker, provider: address, liveForSeconds: 7_200 });
  confirmed(await send(valueOf(beat).instructions));
  const provider = { authority, worker, address, payout, pyroAccount };
  return { ...provider, offer: await listAnotherOffer(market, provider, terms) };
}

/** Lists one more offer of a provider. */
export async function listAnotherOffer(
  market: Market,
  provider: Omit<ProviderActor, 'offer'>,
  terms: Partial<OfferTerms> = {},
): Promise<Address> {
  const { chain, network, send } = market;
  const [gpuClass] = await findGpuClassPda({ classId: gpuClassId.generic });
  const listing = valueOf(
    await listOffer({
      network,
      authority: provider.authority,
      payer: provider.authority,
      provider: { address: provider.address, data: read.provider(chain, provider.address) },
      gpuClass: { address: gpuClass, data: read.gpuClass(chain, gpuClass) },
      terms: { ...timelineTerms, ...terms },
    }),
  );
  confirmed(await send(listing.instructions));
  return listing.offer;
}
