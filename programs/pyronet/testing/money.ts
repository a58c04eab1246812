import { type Deal } from './deal';
import { tokenBalance } from './tokens';

/** Where the USDC of a deal is, in atoms. */
export interface Money {
  readonly provider: bigint;
  readonly renter: bigint;
  readonly fees: bigint;
  readonly vault: bigint;
}

/** Reads where the USDC of a deal is; its vault may be closed already. */
export function moneyOf(deal: Deal): Money {
  const { chain, network } = deal.market;
  return {
    provider: tokenBalance(chain, deal.provider.payout),
    renter: tokenBalance(chain, deal.renter.source),
    fees: tokenBalance(chain, network.feeVault),
    vault: tokenBalance(chain, deal.vault),
  };
}
