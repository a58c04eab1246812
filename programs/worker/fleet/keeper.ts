import { type Address, type KeyPairSigner } from '@solana/kit';

import { dueAction } from '@/lib/actions/due-action';
import { payDues } from '@/lib/actions/pay-dues';
import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { type Lease, LeaseState } from '@/lib/pyronet/generated';

import { programErrorOf } from '../chain/worker-chain';
import { type Log } from '../log';
import { type Host } from '../machine/host';
import { type Duty, repeat } from '../machine/repeat';
import { fillWorkerPurse } from '../provider/worker-purse';
import { keepCredits } from './keep-credits';

const LOOK_EVERY_MS = 3_000;
const PURSE_EVERY_MS = 10 * 60_000;
/** After a refusal: somebody else was quicker, or the program's clock is behind ours. */
const TRY_AGAIN_S = 30n;
/** A tip of less does not pay for the transaction. */
const LEAST_TIP_LAMPORTS = 10_000n;

/**
 * Ends the waits of leases whose provider is silent, whoever that is, for the tip: the renter's money must come back
 * although neither the provider nor the renter's page is there any more. Leases that this process serves end their own. Resolves when the fleet stops.
 */
export async function keepWaits(host: Host, keeper: KeyPairSigner, log: Log): Promise<void> {
  const { chain, useFaucet, stop } = host;
  const notBefore = new Map<Address, bigint>();
  const fill: Duty = {
    what: "filling the keeper's purse",
    everyMs: PURSE_EVERY_MS,
    startAfterMs: 0,
    act: () => fillWorkerPurse({ chain, worker: keeper, owner: undefined, useFaucet, log }),
  };
  const look: Duty = {
    what: 'ending waits',
    everyMs: LOOK_EVERY_MS,
    startAfterMs: LOOK_EVERY_MS,
    act: async () => {
      const { unixSeconds } = await host.clock.now();
      for (const lease of host.leases.unserved()) {
        if (lease.data.state === LeaseState.Settled || (notBefore.get(lease.address) ?? 0n) > unixSeconds)
          continue;
        if (!(await endWait(host, keeper, lease, log)))
          notBefore.set(lease.address, unixSeconds + TRY_AGAIN_S);
      }
    },
  };
  await Promise.all([repeat(fill, log, stop), repeat(look, log, stop), keepCredits(host, keeper, log)]);
}

/** @returns false where the program refused. @throws WorkerError, RpcError */
async function endWait(
  { chain, clock }: Host,
  keeper: KeyPairSigner,
  lease: Located<Lease>,
  log: Log,
): Promise<boolean> {
  if (!chain.isLocal && lease.data.tipLamports < LEAST_TIP_LAMPORTS) return true;
  const now = await clock.now();
  const due = await dueAction({ rpc: chain.client.rpc, cranker: keeper, lease, now });
  if (due?.ok !== true) return true;
  const submit = ({ instructions }: ActionPlan) =>
    chain.again(`end wait ${lease.address}`, keeper, instructions);
  const { instructions } = due.value;
  const paid = await payDues(lease);
  try {
    // With the payments it is refused where one payee's account is gone; the wait must end all the same.
    await submit({ instructions: [...instructions, ...paid.instructions] }).catch((problem: unknown) => {
      if (programErrorOf(problem) === undefined) throw problem;
      return submit(due.value);
    });
  } catch (problem) {
    if (programErrorOf(problem) === undefined) throw problem;
    return false;
  }
  log.info('ended a wait of a silent provider', {
    lease: lease.address,
    state: LeaseState[lease.data.state],
  });
  return true;
}
