import { type ChainEvent } from '@/lib/index-api/shapes';

/** What one transaction did to a lease, in words. */
export function eventWords({ instructions, failed }: Pick<ChainEvent, 'instructions' | 'failed'>): string {
  const known = instructions.flatMap((name) => words[name] ?? []);
  const sentence =
    known.length === 0 ? (instructions.at(-1) ?? 'Transaction') : [...new Set(known)].join('; ');
  return failed ? `${sentence} (failed, nothing changed)` : sentence;
}

/** By the instruction's name in the interface. */
const words: Readonly<Record<string, string>> = {
  takeOffer: 'Lease opened, escrow funded',
  matchOrder: 'Order matched: lease opened, escrow funded',
  acceptLease: 'Provider accepted',
  startLease: 'Work began',
  rejectLease: 'Provider declined',
  heartbeat: 'Provider proved that it serves',
  heartbeatLeases: 'Provider proved that it serves',
  checkpoint: 'Progress recorded',
  redeemVoucher: 'Voucher of the renter recorded',
  attestResult: 'Result attested',
  acceptResult: 'Result accepted',
  withdrawResult: 'Provider took its result back',
  settleLease: 'Settled',
  settleLeases: 'Settled, provider paid',
  stopLease: 'Stopped by the renter',
  cancelLease: 'Cancelled by the renter',
  pingLease: 'Renter asked for a sign of life',
  failLease: 'Failed: the provider did not answer',
  bidFailover: 'Offer submitted to take over',
  awardFailover: 'Another provider took over',
  migrateLease: 'Renter seeks another provider',
  carryLease: 'Money carried over to the successor',
  noticeExit: 'Provider gave notice',
  exitLease: 'Provider left',
  endLease: 'Ended: its time was over',
  expireLease: 'Ended: the provider did not begin in time',
  topUp: 'Escrow topped up',
  rotateSession: 'Session key replaced',
  claimRenter: 'Paid back to the renter',
  claimProvider: 'Provider paid',
  claimFees: 'Protocol fee paid',
  proveContradiction: 'Provider convicted: it stated two things about the same work',
  parkDues: 'Put aside for a party whose account takes nothing',
  creditReputation: 'Fees counted toward the provider’s reputation',
  closeAttestation: 'Attestation closed',
  closeLease: 'Lease closed, deposits returned',
};
