import { protocolFee } from './fee';

/** The amounts of a lease's ledger that its dues follow from, in USDC atoms. */
export interface LeaseLedger {
  readonly funded: bigint;
  readonly subsidyFunded: bigint;
  readonly released: bigint;
  readonly feeBps: number;
  readonly forfeited: bigint;
  readonly providerExtra: bigint;
  readonly providerClaimed: bigint;
  readonly feeClaimed: bigint;
  readonly renterClaimed: bigint;
  readonly movedOut: bigint;
}

/** What each is still due of a lease that is settled and has no successor, in USDC atoms. */
export interface LeaseDues {
  readonly provider: bigint;
  readonly fees: bigint;
  readonly renter: bigint;
}

/** Divides what a settled lease still holds between its parties; docs/protocol/escrow.md, "Who is due what". */
export function settledDues(ledger: LeaseLedger): LeaseDues {
  const fee = protocolFee(ledger.released, ledger.feeBps);
  const provider = ledger.released - fee + ledger.providerExtra - ledger.providerClaimed;
  const fees = fee + ledger.forfeited - ledger.feeClaimed;
  const taken = ledger.providerClaimed + ledger.feeClaimed + ledger.renterClaimed + ledger.movedOut;
  return { provider, fees, renter: ledger.funded + ledger.subsidyFunded - taken - provider - fees };
}
