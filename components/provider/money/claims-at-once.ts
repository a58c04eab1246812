/** Leases that one claiming or releasing transaction has room for. */
export const claimsAtOnce = 8;
