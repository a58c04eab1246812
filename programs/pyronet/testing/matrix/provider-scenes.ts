import { beatProvider } from '@/lib/actions/beat-provider';
import { depositBond } from '@/lib/actions/deposit-bond';
import { depositStake } from '@/lib/actions/deposit-stake';
import { listOffer } from '@/lib/actions/list-offer';
import { registerProvider } from '@/lib/actions/register-provider';
import { repriceOffer } from '@/lib/actions/reprice-offer';
import { requestUnbond } from '@/lib/actions/request-unbond';
import { updateProvider } from '@/lib/actions/update-provider';
import { withdrawOffer } from '@/lib/actions/withdraw-offer';
import { withdrawUnbonded } from '@/lib/actions/withdraw-unbonded';
import { Deposit, findGpuClassPda } from '@/lib/pyronet/generated';
import { gpuClassId } from '@/lib/pyronet/gpu-classes';

import { confirmed, valueOf } from '../expectation';
import { fundedKey, read } from '../market';
import { timelineTerms } from '../provider';
import { placeTokens } from '../tokens';

import { type Arrange, type Scene, type Scenes } from './scene';
import { type Stage } from './stage';

/** What a provider does about itself, its deposits and its offers. */
export const providerScenes: Scenes = {
  registerProvider: { 'of a new provider': register },
  updateProvider: { 'of its region': update },
  beatProvider: { 'by the worker': beat },
  depositStake: { 'by the provider': stake },
  depositBond: { 'by the provider': bond },
  requestUnbond: { 'of the bond': unbond(Deposit.Bond), 'of the stake': unbond(Deposit.Stake) },
  withdrawUnbonded: { 'of the bond': leave(Deposit.Bond), 'of the stake': leave(Deposit.Stake) },
  listOffer: { 'of a second offer': list },
  repriceOffer: { 'of a cut': reprice },
  withdrawOffer: { 'of an unused offer': withdraw },
};

const atoms = 10n ** 6n;

async function register({ market, payer, chain }: Stage): Promise<Scene> {
  const authority = await fundedKey(chain, 'newcomer');
  const payout = await placeTokens(chain, { owner: authority.address, mint: market.network.usdcMint, atoms });
  return registerProvider({
    network: market.network,
    authority,
    payer,
    workerKey: authority.address,
    payout,
    recordHash: new Uint8Array(32),
    region: 276,
  });
}

function update({ chain, provider: { authority, address } }: Stage): Promise<Scene> {
  return updateProvider({ authority, provider: read.provider(chain, address), region: 277 });
}

async function beat({ market, provider }: Stage): Promise<Scene> {
  const { worker, address } = provider;
  return valueOf(
    await beatProvider({ network: market.network, worker, provider: address, liveForSeconds: 900 }),
  );
}

async function stake({ chain, market: { network }, provider }: Stage): Promise<Scene> {
  const { authority: depositor, address } = provider;
  const source = await placeTokens(chain, { owner: depositor.address, mint: network.pyroMint, atoms });
  return valueOf(await depositStake({ network, depositor, source, provider: address, amountAtoms: atoms }));
}

async function bond({ chain, market: { network }, provider }: Stage): Promise<Scene> {
  const { authority: depositor, address } = provider;
  const source = await placeTokens(chain, { owner: depositor.address, mint: network.usdcMint, atoms });
  return valueOf(await depositBond({ depositor, source, provider: address, amountAtoms: atoms }));
}

function unbond(deposit: Deposit): Arrange {
  return async ({ chain, market: { network }, provider: { authority, address } }) => {
    const provider = read.provider(chain, address);
    return valueOf(
      await requestUnbond({ network, authority, provider, deposit, amountAtoms: atoms, now: chain.now }),
    );
  };
}

function leave(deposit: Deposit): Arrange {
  return async (stage) => {
    const { chain, market, provider } = stage;
    const { authority, address, payout, pyroAccount } = provider;
    confirmed(await market.send((await unbond(deposit)(stage)).instructions));
    chain.passSeconds(1_300n);
    const destination = deposit === Deposit.Bond ? payout : pyroAccount;
    const before = read.provider(chain, address);
    return valueOf(
      await withdrawUnbonded({ authority, deposit, destination, provider: before, now: chain.now }),
    );
  };
}

async function list({ chain, payer, market: { network }, provider }: Stage): Promise<Scene> {
  const { authority, address } = provider;
  const [gpuClass] = await findGpuClassPda({ classId: gpuClassId.generic });
  return valueOf(
    await listOffer({
      network,
      authority,
      payer,
      provider: { address, data: read.provider(chain, address) },
      gpuClass: { address: gpuClass, data: read.gpuClass(chain, gpuClass) },
      terms: timelineTerms,
    }),
  );
}

async function reprice({ chain, market: { network }, provider }: Stage): Promise<Scene> {
  const offer = { address: provider.offer, data: read.offer(chain, provider.offer) };
  const { authority } = provider;
  return valueOf(await repriceOffer({ network, authority, offer, pricePerHour: 350_000n, now: chain.now }));
}

function withdraw({ chain, provider: { authority, offer: address } }: Stage): Promise<Scene> {
  return withdrawOffer({ authority, offer: { address, data: read.offer(chain, address) } });
}
