/** What a lease does on chain, transaction by transaction, by the path on which it proves its time. */
export interface Step {
  readonly what: string;
  readonly who: string;
  /** Rows of the compute-unit table that it runs. */
  readonly instructions: readonly string[];
  /** Of the transaction, and of signed messages, which the chain charges alike. */
  readonly signatures: number;
}

const opening: readonly Step[] = [
  { what: 'open and fund', who: 'renter', instructions: ['takeOffer'], signatures: 1 },
  { what: 'start', who: 'worker', instructions: ['startLease'], signatures: 1 },
];

const closing: Step = {
  what: 'free the bond, close',
  who: 'anyone',
  instructions: ['releaseBond', 'closeAttestation', 'closeLease'],
  signatures: 1,
};

const claims = ['claimProvider', 'claimFees', 'claimRenter'];

/** The renter's page signs vouchers and the acceptance; both are brought as messages by the worker. */
export const voucherLife: readonly Step[] = [
  ...opening,
  {
    what: 'last voucher, result',
    who: 'worker',
    instructions: ['redeemVoucher, 300 segments', 'attestResult'],
    signatures: 2,
  },
  { what: 'accept, pay all', who: 'worker', instructions: ['acceptResult', ...claims], signatures: 2 },
  closing,
];

/** The renter is gone: heartbeats prove the time, and the result is released at the end of its window. */
export const fallbackLife: readonly Step[] = [
  ...opening,
  { what: 'result', who: 'worker', instructions: ['attestResult'], signatures: 1 },
  { what: 'settle, pay all', who: 'anyone', instructions: ['settleLease', ...claims], signatures: 1 },
  closing,
];

export function signaturesOf(life: readonly Step[]): number {
  return life.reduce((sum, { signatures }) => sum + signatures, 0);
}
