/** Bits of `Seizure.paid`. */
export const SeizurePaid = { Burned: 1, Renter: 2, Challenger: 4 } as const;
