import { type TransactionSigner } from '@solana/kit';

import { getWithdrawOfferInstructionAsync, type Offer } from '@/lib/pyronet/generated';

import { type ActionPlan, type Located } from './plan';

/** What withdrawing comes to. */
export interface WithdrawOfferPlan extends ActionPlan {
  /** Whether the account closes and returns its rent now; otherwise call again when its leases have ended. */
  readonly closes: boolean;
}

/** Takes an offer off the market; closes it once no lease uses it. */
export async function withdrawOffer(request: {
  readonly authority: TransactionSigner;
  readonly offer: Located<Offer>;
}): Promise<WithdrawOfferPlan> {
  const { authority, offer } = request;
  const { rentPayer, liveLeases } = offer.data;
  const instruction = await getWithdrawOfferInstructionAsync({ authority, offer: offer.address, rentPayer });
  return { instructions: [instruction], closes: liveLeases === 0 };
}
