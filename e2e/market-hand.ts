import { type KeyPairSigner } from '@solana/kit';

import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { repriceOffer } from '@/lib/actions/reprice-offer';
import { fetchOffer, type Offer } from '@/lib/pyronet/generated';
import { fetchNetwork } from '@/lib/pyronet/network';
import { type OpenOffer, readOpenOffers } from '@/lib/queries/open-offers';
import { readChainTime } from '@/lib/rpc/chain-time';
import { memoryStore } from '@/lib/storage/key-value-store';
import { problemOf } from '@/lib/tx/outcome-problem';
import { ChainWriter } from '@/scripts/demo/chain-writer';

import { type TestNetwork } from './network';

/** The cheapest offer that can be taken. */
export async function cheapestOffer(network: TestNetwork): Promise<OpenOffer> {
  const [offer] = await readOpenOffers(network.client);
  if (offer === undefined) throw new Error('Nothing can be taken.');
  return offer;
}

/** Changes an offer's price as its provider would, from somewhere else than the page under test. */
export async function reprice(
  network: TestNetwork,
  provider: KeyPairSigner,
  offer: Located<Offer>['address'],
  pricePerHour: bigint,
): Promise<void> {
  const { client } = network;
  const plan = await repriceOffer({
    network: await fetchNetwork(client.rpc),
    authority: provider,
    offer: await fetchOffer(client.rpc, offer, { commitment: 'confirmed' }),
    pricePerHour,
    now: (await readChainTime(client)).unixSeconds,
  });
  if (!plan.ok) throw new Error(plan.problem.message);
  await submit(network, provider, plan.value);
}

/** Signs and sends a plan; throws the network's reason where it is refused. */
export async function submit(network: TestNetwork, signer: KeyPairSigner, plan: ActionPlan): Promise<void> {
  const outcome = await new ChainWriter(network.client, memoryStore(), signer).send(
    crypto.randomUUID(),
    plan,
  );
  const problem = problemOf(outcome);
  if (problem !== null) throw new Error(problem.message);
}
