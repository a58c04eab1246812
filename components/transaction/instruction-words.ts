/** What the program's instructions do, in a few words; others are shown by their names. */
const words: Readonly<Record<string, string>> = {
  genesis: 'Begin the market',
  addGpuClass: 'Add a GPU class',
  takeOffer: 'Open a lease and fund its escrow',
  placeOrder: 'Place an order and deposit for it',
  cancelOrder: 'Take an order away, return its deposit',
  matchOrder: 'Open a lease for an order',
  acceptLease: 'Accept the lease',
  startLease: 'Begin the work',
  rejectLease: 'Decline the lease',
  cancelLease: 'Cancel before the start',
  stopLease: 'Stop the lease',
  pingLease: 'Ask for a sign of life',
  failLease: 'End a lease that nobody serves',
  bidFailover: 'Submit an offer to take a lease over',
  awardFailover: 'Open the successor of a lease',
  migrateLease: 'Leave the provider, seek another',
  carryLease: 'Carry money over to a successor',
  noticeExit: 'Give notice of leaving',
  exitLease: 'Leave the lease early',
  endLease: 'End the lease at its time',
  expireLease: 'End a wait that took too long',
  heartbeat: 'Prove time served',
  heartbeatLeases: 'Prove time served on many leases',
  checkpoint: 'Prove time served and work done',
  redeemVoucher: 'Redeem a voucher for time served',
  attestResult: 'Commit to the result',
  acceptResult: 'Accept the result',
  settleLease: 'Settle the lease',
  settleLeases: 'Settle many leases and pay their provider',
  claimProvider: 'Pay the provider',
  claimRenter: 'Pay the renter back',
  claimFees: 'Pay the protocol fee',
  closeAttestation: 'Close the attestation, return its deposit',
  closeLease: 'Close the lease, return its deposits',
  topUp: 'Add to the escrow',
  rotateSession: 'Replace the session key',
  registerProvider: 'Register a provider',
  updateProvider: 'Change a provider',
  depositStake: 'Stake PYRO',
  depositBond: 'Add to the bond',
  requestUnbond: 'Ask for stake or bond back',
  withdrawUnbonded: 'Withdraw stake or bond',
  releaseBond: 'Release the bond of a lease',
  listOffer: 'List a machine',
  repriceOffer: 'Change a price',
  withdrawOffer: 'Take a listing down',
  beatProvider: 'Show that the provider is there',
  proveContradiction: 'Convict a provider that contradicted itself',
  distributeSeizure: 'Burn what fraud cost',
  claimSeizure: 'Pay restitution or reward out of a seizure',
  splitFees: 'Split the fees',
  openBurnLot: 'Open a lot of the burn auction',
  buyBurnLot: 'Buy a lot, burn PYRO for it',
  parkDues: 'Put aside what a payee cannot take',
  takeParked: 'Take out what was put aside',
};

/** An instruction for people: its name as words where it is not known. */
export function instructionWords(name: string | null): string {
  if (name === null) return 'Unknown instruction';
  const known = words[name];
  if (known !== undefined) return known;
  if (/\s/.test(name)) return name;
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
