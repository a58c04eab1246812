import { AccountRole, type Address, type TransactionSigner } from '@solana/kit';

import { failure, type Result, success } from '@/lib/domain/result';
import { getSettleLeasesInstruction, type Lease, PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';

import { type ActionPlan, type Located } from './plan';

/** What fits a transaction that names its accounts through a lookup table. */
export const settleLeasesMax = 19;

/** A lease past its waits. */
export interface Settleable {
  readonly lease: Located<Lease>;
  /** The attestation to release; left out where the lease stopped without one. */
  readonly attestation?: Address;
}

/**
 * Settles many leases of one provider, all with the same payout, and pays it what it is due. Entries that cannot be settled
 * are passed over. Anyone may, and is tipped for each.
 */
export function settleLeases(request: {
  readonly cranker: TransactionSigner;
  readonly entries: readonly Settleable[];
}): Result<ActionPlan, 'no_leases' | 'too_many_leases' | 'mixed_leases'> {
  const { cranker, entries } = request;
  const [first, ...further] = entries;
  if (first === undefined) return failure('no_leases', 'There is no lease to settle.', 'Name at least one.');
  if (entries.length > settleLeasesMax)
    return failure(
      'too_many_leases',
      `At most ${settleLeasesMax} leases can be settled at once.`,
      'Split them.',
    );
  const { provider, providerPayout, vault } = first.lease.data;
  const same = ({ lease: { data } }: Settleable) =>
    data.provider === provider && data.providerPayout === providerPayout;
  if (!further.every(same))
    return failure(
      'mixed_leases',
      'Leases settled at once pay one provider at one account.',
      'Sort them by both.',
    );
  const instruction = getSettleLeasesInstruction({
    cranker,
    provider,
    payout: providerPayout,
    lease: first.lease.address,
    vault,
    ...(first.attestation === undefined ? {} : { attestation: first.attestation }),
  });
  const others = further.flatMap(accountsOf);
  return success({ instructions: [{ ...instruction, accounts: [...instruction.accounts, ...others] }] });
}

function accountsOf({ lease, attestation }: Settleable) {
  const written = [lease.address, lease.data.vault].map((address) => ({
    address,
    role: AccountRole.WRITABLE,
  }));
  const result =
    attestation === undefined
      ? { address: PYRONET_PROGRAM_ADDRESS, role: AccountRole.READONLY }
      : { address: attestation, role: AccountRole.WRITABLE };
  return [...written, result];
}
