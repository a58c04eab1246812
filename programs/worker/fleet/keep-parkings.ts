import { fetchEncodedAccount } from '@solana/kit';
import { fetchToken } from '@solana-program/token';

import { closeLease } from '@/lib/actions/close-lease';
import { parkablePayees } from '@/lib/actions/due/parkable-payees';
import { takesTokens } from '@/lib/actions/due/takes-tokens';
import { parkDues, type ParkDuesPlan } from '@/lib/actions/park-dues';
import { type ActionPlan, type Located } from '@/lib/actions/plan';
import { type ChainInstant } from '@/lib/domain/deadline';
import { fetchMaybeParking, fetchProvider, type Lease, LeasePayee } from '@/lib/pyronet/generated';

import { type WorkerChain } from '../chain/worker-chain';
import { type Log } from '../log';
import { type Cranker } from './cranker';

const confirmed = { commitment: 'confirmed' } as const;

/**
 * Parks what a party's account has not taken for so long that a lease may close without it, and closes the lease where
 * nothing else holds it. Nobody is tipped for it, and the first parking of a party deposits rent until the party takes
 * its money out, so small dues stay where they are.
 *
 * @param fromAtoms USDC atoms from which dues are parked
 * @throws WorkerError, RpcError
 */
export async function keepParkings(
  chain: WorkerChain,
  cranker: Cranker,
  leases: Iterable<Located<Lease>>,
  fromAtoms: bigint,
  now: ChainInstant,
  log: Log,
): Promise<void> {
  for (const lease of leases) {
    for (const payee of parkablePayees(lease.data, now.unixSeconds)) {
      const key = `park ${LeasePayee[payee]} ${lease.address} ${lease.data.openedSlot}`;
      if (!cranker.mayTry({ key, tipLamports: 0n }, now.unixSeconds)) continue;
      const plan = await planOf(chain, cranker, lease, payee, now);
      if (plan === undefined || plan.atoms < fromAtoms) {
        cranker.rest(key, now.unixSeconds);
        continue;
      }
      const parking = await fetchMaybeParking(chain.client.rpc, plan.parking, confirmed);
      const outlayLamports = parking.exists ? 0n : plan.rentLamports;
      const crank = { key, tipLamports: 0n, outlayLamports, plan, along: closings(lease) };
      if (await cranker.take(crank, now.unixSeconds))
        log.info('parked what nobody’s account took', { lease: lease.address, usdcAtoms: plan.atoms });
    }
  }
}

/** Whether the party's recorded account would take its money: then it is paid as ever. @throws RpcError */
async function takesPayment(
  { client, network }: Pick<WorkerChain, 'client' | 'network'>,
  { data }: Located<Lease>,
  payee: LeasePayee,
): Promise<boolean> {
  const address = payee === LeasePayee.Renter ? data.renterPayout : data.providerPayout;
  return takesTokens(await fetchEncodedAccount(client.rpc, address, confirmed), network.usdcMint);
}

/** @returns undefined where the party's account takes its money, or nothing can be parked. @throws RpcError */
async function planOf(
  { client, network }: WorkerChain,
  { keeper: payer }: Cranker,
  lease: Located<Lease>,
  payee: LeasePayee,
  { unixSeconds: now }: ChainInstant,
): Promise<ParkDuesPlan | undefined> {
  if (await takesPayment({ client, network }, lease, payee)) return undefined;
  const [vault, provider] = await Promise.all([
    fetchToken(client.rpc, lease.data.vault, confirmed),
    fetchProvider(client.rpc, lease.data.provider, confirmed),
  ]);
  const { authority: providerAuthority } = provider.data;
  const vaultAtoms = vault.data.amount;
  const plan = await parkDues({ network, payer, lease, payee, providerAuthority, vaultAtoms, now });
  return plan.ok ? plan.value : undefined;
}

/** Closing beside parking leaves no time for a donation that would keep the lease open. */
function closings(lease: Located<Lease>): readonly ActionPlan[] {
  const closing = closeLease(lease);
  return lease.data.bondLocked === 0n && closing.ok ? [closing.value] : [];
}
