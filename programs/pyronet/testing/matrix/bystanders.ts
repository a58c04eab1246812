import { type Address, type KeyPairSigner } from '@solana/kit';

import { closeAttestation } from '@/lib/actions/close-attestation';
import { closeLease } from '@/lib/actions/close-lease';
import { withdrawOffer } from '@/lib/actions/withdraw-offer';
import {
  findBurnAuctionPda,
  findBurnVaultPda,
  findConfigPda,
  findGpuClassPda,
  findPairPda,
  findParkingPda,
  findVaultPda,
  getParkingEncoder,
  PYRONET_PROGRAM_ADDRESS,
} from '@/lib/pyronet/generated';

import { placeBid } from '../bid';
import { type Chain } from '../chain';
import { type Deal, openDeal } from '../deal';
import { confirmed, valueOf } from '../expectation';
import { convict, joinAsChallenger, lie, seizureAddress } from '../fraud';
import { type Market, read } from '../market';
import { parkingOf, type ParkingPlace } from '../parking';
import { joinAsProvider, listAnotherOffer, type ProviderActor } from '../provider';
import { joinAsRenter, type RenterActor } from '../renter';
import { placeTokens } from '../tokens';

import { closeTokens } from './closing';
import { type Surroundings } from './stage';

/** A second provider, renter, lease and result, one account of every type, and some that can be closed. */
export async function bystanders(
  market: Market,
  stranger: KeyPairSigner,
): Promise<Pick<Surroundings, 'impostors' | 'closings' | 'keys'>> {
  const { chain, network } = market;
  const provider = await joinAsProvider(market, { name: 'other provider', terms: { gpuCount: 2 } });
  const spareOffer = await listAnotherOffer(market, provider);
  const renter = await joinAsRenter(market, { name: 'other renter' });
  const over = await openDeal(market, provider, renter, { nonce: 1n });
  confirmed(over.outcome);
  await bringToItsEnd(over.deal);
  const { deal, outcome } = await openDeal(market, provider, renter, { nonce: 2n });
  confirmed(outcome);
  confirmed(await deal.start());
  chain.passSeconds(10n);
  confirmed(await deal.attest(10n));
  const seizure = await convictedOnce(market, provider, renter);
  const { bid } = await placeBid(market, renter, { nonce: 35_000n });
  const parking = await parkedFor(chain, stranger);
  const strangersUsdc = await strangersTokens(market, stranger, network.usdcMint);
  const { bondVault, stakeVault } = read.provider(chain, provider.address);
  const [pair] = await findPairPda({ provider: provider.address, renter: renter.wallet.address });
  const impostors = Object.entries({
    'the config': (await findConfigPda())[0],
    'the params': network.paramsAddress,
    'another gpuClass': (await findGpuClassPda({ classId: 1 }))[0],
    'another provider': provider.address,
    'another offer': provider.offer,
    'another order': bid.plan.order,
    'another order’s vault': bid.plan.vault,
    'another lease': deal.address,
    'another attestation': await deal.attestation(),
    'another pair': pair,
    'another vault': deal.vault,
    'another bond vault': bondVault,
    'another stake vault': stakeVault,
    'the fee vault': network.feeVault,
    'the burn vault': (await findBurnVaultPda())[0],
    'the burn auction': (await findBurnAuctionPda())[0],
    'another seizure': seizure,
    'another parking': parking.address,
    'a stranger’s USDC': strangersUsdc,
    'a stranger’s PYRO': await strangersTokens(market, stranger, network.pyroMint),
    'the USDC mint': network.usdcMint,
    'the PYRO mint': network.pyroMint,
    'this program': PYRONET_PROGRAM_ADDRESS,
  }).map(([label, address]) => ({ label, address }));
  const attestation = await over.deal.attestation();
  const closeAttested = closeAttestation({
    address: attestation,
    data: read.attestation(chain, attestation),
  }).instructions;
  const spare = { address: spareOffer, data: read.offer(chain, spareOffer) };
  const withdrawn = await withdrawOffer({ authority: provider.authority, offer: spare });
  const ending = valueOf(
    closeLease({ ...over.deal.lease, data: { ...over.deal.lease.data, openAttestations: 0 } }),
  );
  const closings = [
    { label: 'another offer', address: spareOffer, instructions: withdrawn.instructions },
    { label: 'another attestation', address: attestation, instructions: closeAttested },
    {
      label: 'another lease',
      address: over.deal.address,
      instructions: [...closeAttested, ...ending.instructions],
    },
    {
      label: 'a stranger’s USDC',
      address: strangersUsdc,
      instructions: closeTokens(chain, strangersUsdc, stranger, bondVault),
    },
  ];
  const keys = [provider.authority, provider.worker, renter.wallet, renter.session];
  return { impostors, closings, keys };
}

/** A lease of theirs in which the provider lied; where its seizure stands. */
async function convictedOnce(market: Market, provider: ProviderActor, renter: RenterActor): Promise<Address> {
  const { deal, outcome } = await openDeal(market, provider, renter, { nonce: 3n });
  confirmed(outcome);
  confirmed(await deal.start());
  const statements = await lie(deal, confirmed);
  confirmed(await convict(deal, await joinAsChallenger(market, 'other challenger'), statements));
  return seizureAddress(deal);
}

/** A parking of the stranger's, as it stands after others were paid: nothing lies in it. */
async function parkedFor(chain: Chain, owner: KeyPairSigner): Promise<ParkingPlace> {
  const place = await parkingOf(owner);
  const [, bump] = await findParkingPda({ owner: owner.address });
  const [, vaultBump] = await findVaultPda({ lease: place.address });
  const data = getParkingEncoder().encode({
    layoutVersion: 1,
    bump,
    vaultBump,
    zero: 0,
    owner: owner.address,
    vault: place.vault,
    rentPayer: owner.address,
    reserved: new Uint8Array(24),
  });
  chain.setAccount({
    address: place.address,
    programAddress: PYRONET_PROGRAM_ADDRESS,
    data: Uint8Array.from(data),
  });
  return place;
}

/** All but the closing of its accounts. */
async function bringToItsEnd(deal: Deal): Promise<void> {
  confirmed(await deal.start());
  deal.market.chain.passSeconds(10n);
  confirmed(await deal.attest());
  confirmed(await deal.acceptResult());
  confirmed(await deal.claimProvider());
  confirmed(await deal.claimRenter());
  confirmed(await deal.claimFees());
  confirmed(await deal.credit());
  deal.market.chain.passSeconds(601n);
  confirmed(await deal.releaseBond());
}

function strangersTokens(market: Market, stranger: KeyPairSigner, mint: Address): Promise<Address> {
  return placeTokens(market.chain, { owner: stranger.address, mint, atoms: 10n ** 12n });
}
