import { type Address } from '@solana/kit';

import { type ActionPlan } from '@/lib/actions/plan';
import { rotateSession } from '@/lib/actions/rotate-session';
import { equalBytes } from '@/lib/domain/bytes';
import { failure, type Result, success } from '@/lib/domain/result';
import { keepCommission, type PreparedCommission } from '@/lib/session/commission';
import { browserVault } from '@/lib/session/browser/browser-vault';
import { createSessionSecrets } from '@/lib/session/session-record';
import { type WalletSigner } from '@/lib/wallet/wallet-signer';

import { readRentersLease } from './plan-lease-actions';

/**
 * Gives the lease a session key of this browser, written down before anybody signs. The secret behind the commitment of
 * the opening stays where the lease was opened; it is wanted only by verifiers.
 */
export async function planTakeOver(
  signer: WalletSigner,
  at: Address,
  commission: PreparedCommission,
): Promise<Result<ActionPlan>> {
  const lease = await readRentersLease(signer, at);
  if (!lease.ok) return lease;
  if (!equalBytes(Uint8Array.from(lease.value.data.jobRoot), commission.plan.jobRoot)) {
    return failure(
      'other_job',
      'This is not the job of the lease.',
      'Choose the job and settings you rented with.',
    );
  }
  const secrets = await createSessionSecrets();
  const kept = await keepCommission(await browserVault(), commission, secrets, at);
  if (!kept.ok) return kept;
  return success(
    rotateSession({ renter: signer, lease: lease.value, sessionKey: secrets.sessionKey.address }),
  );
}
