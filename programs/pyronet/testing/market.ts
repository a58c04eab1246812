import { type Address, type Instruction, type KeyPairSigner, type TransactionSigner } from '@solana/kit';

import { genesis } from '@/lib/actions/genesis';
import {
  type Attestation,
  type BurnAuction,
  findConfigPda,
  findParamsPda,
  type GpuClass,
  getAttestationDecoder,
  getBurnAuctionDecoder,
  getConfigDecoder,
  getGpuClassDecoder,
  getLeaseDecoder,
  getOfferDecoder,
  getOrderDecoder,
  getPairDecoder,
  getParamsDecoder,
  getParkingDecoder,
  getProviderDecoder,
  getSeizureDecoder,
  type Lease,
  type Offer,
  type Order,
  type Pair,
  type ParamsValues,
  type Parking,
  type Provider,
  PYRONET_PROGRAM_ADDRESS,
  type Seizure,
  type ReputationValues,
} from '@/lib/pyronet/generated';
import { genesisGpuClasses } from '@/lib/pyronet/gpu-classes';
import { initialParams, initialReputation } from '@/lib/pyronet/initial-params';
import { worthlessLocalKey } from '@/lib/pyronet/local-keys';
import { type Network, networkOf } from '@/lib/pyronet/network';

import { Chain, type Observer, type Outcome } from './chain';
import { confirmed } from './expectation';
import { placeMint } from './tokens';

/** The program as it is committed; PYRONET_PROGRAM names another to test, as the mutation check does. */
export const programFile =
  process.env['PYRONET_PROGRAM'] ?? new URL('../artifacts/pyronet.so', import.meta.url).pathname;

/** Genesis hash that the tests' chain claims to have. */
export const testGenesisHash = new Uint8Array(32).fill(7);

/** A chain with a running network and somebody who pays the fees, so that actors' balances show only the market. */
export interface Market {
  readonly chain: Chain;
  readonly network: Network;
  readonly reputation: ReputationValues;
  readonly founder: KeyPairSigner;
  readonly issuer: KeyPairSigner;
  readonly relayer: KeyPairSigner;
  readonly send: (instructions: readonly Instruction[], feePayer?: TransactionSigner) => Promise<Outcome>;
}

/** A key with lamports; the same name gives the same key. */
export async function fundedKey(
  chain: Chain,
  name: string,
  lamports = 100_000_000_000n,
): Promise<KeyPairSigner> {
  const signer = await worthlessLocalKey(name);
  chain.airdrop(signer.address, lamports);
  return signer;
}

/** Starts a chain and a network with the given changes to the initial parameters. */
export async function openMarket(
  changes: Partial<ParamsValues> = {},
  observe?: Observer,
  reputation: Partial<ReputationValues> = {},
): Promise<Market> {
  const chain = new Chain(observe);
  chain.addProgram(PYRONET_PROGRAM_ADDRESS, programFile);
  const [programKey, founder, issuer, relayer, usdcMint, pyroMint] = await Promise.all([
    worthlessLocalKey('program'),
    fundedKey(chain, 'founder'),
    fundedKey(chain, 'faucet'),
    fundedKey(chain, 'relayer'),
    worthlessLocalKey('usdc mint'),
    worthlessLocalKey('pyro mint'),
  ]);
  placeMint(chain, usdcMint.address, issuer.address);
  placeMint(chain, pyroMint.address, issuer.address);
  const reputationValues = { ...initialReputation, ...reputation };
  const plans = await genesis({
    payer: founder,
    programKey,
    authority: founder,
    usdcMint: usdcMint.address,
    pyroMint: pyroMint.address,
    genesisHash: testGenesisHash,
    sunsetAt: chain.now + 4n * 365n * 86_400n,
    params: { ...initialParams, ...changes },
    reputation: reputationValues,
    gpuClasses: genesisGpuClasses,
  });
  for (const { instructions } of plans) confirmed(await chain.send(founder, instructions));
  const network = await readNetwork(chain);
  const send: Market['send'] = (instructions, feePayer = relayer) => chain.send(feePayer, instructions);
  return { chain, network, reputation: reputationValues, founder, issuer, relayer, send };
}

async function readNetwork(chain: Chain): Promise<Network> {
  const [config] = await findConfigPda();
  const [params] = await findParamsPda({ paramsVersion: 1 });
  return networkOf(
    getConfigDecoder().decode(dataOf(chain, config)),
    getParamsDecoder().decode(dataOf(chain, params)),
  );
}

/** Accounts of the program, decoded. Each throws where there is none. */
export const read = {
  provider: (chain: Chain, at: Address): Provider => getProviderDecoder().decode(dataOf(chain, at)),
  offer: (chain: Chain, at: Address): Offer => getOfferDecoder().decode(dataOf(chain, at)),
  lease: (chain: Chain, at: Address): Lease => getLeaseDecoder().decode(dataOf(chain, at)),
  order: (chain: Chain, at: Address): Order => getOrderDecoder().decode(dataOf(chain, at)),
  attestation: (chain: Chain, at: Address): Attestation => getAttestationDecoder().decode(dataOf(chain, at)),
  seizure: (chain: Chain, at: Address): Seizure => getSeizureDecoder().decode(dataOf(chain, at)),
  parking: (chain: Chain, at: Address): Parking => getParkingDecoder().decode(dataOf(chain, at)),
  burnAuction: (chain: Chain, at: Address): BurnAuction => getBurnAuctionDecoder().decode(dataOf(chain, at)),
  pair: (chain: Chain, at: Address): Pair => getPairDecoder().decode(dataOf(chain, at)),
  gpuClass: (chain: Chain, at: Address): GpuClass => getGpuClassDecoder().decode(dataOf(chain, at)),
};

function dataOf(chain: Chain, at: Address): Uint8Array {
  const account = chain.account(at);
  if (!account.exists) throw new Error(`there is no account at ${at}`);
  return Uint8Array.from(account.data);
}
