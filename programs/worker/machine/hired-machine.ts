import { type Address } from '@solana/kit';

import { sha256FromBytes } from '@/lib/blobs/digest';
import { getProviderDecoder, type Provider } from '@/lib/pyronet/generated';
import { Pulse } from '@/lib/session/pulse';
import { systemClock } from '@/lib/rpc/clock';
import { watchAccount } from '@/lib/rpc/watch-account';

import { providerAddress } from '../provider/registration';
import { fillWorkerPurse } from '../provider/worker-purse';
import { finishLeases } from './finish-leases';
import { type Host } from './host';
import { type Machine } from './machine';
import { machineRecord } from './machine-record';
import { openShift } from './shift';

const LOOK_EVERY_MS = 60_000;

/**
 * Serves the leases of a provider who registers, stakes and lists without this machine, which holds the worker key alone.
 * It waits until the provider names that key on chain, serves as long as it does, and announces that it is alive; its
 * offers vanish from the market when that ends.
 */
export async function serveHiredMachine(host: Host, machine: Machine): Promise<void> {
  const provider = await providerAddress(machine.keys);
  // Signed before anybody registers it: the registration names it by its hash.
  const { sha256: record } = await machineRecord(host, machine, provider);
  machine.log.info('can be hired', { by: machine.keys.authority.address, record });
  const employment = watchEmployment(host, machine, provider);
  try {
    while (!host.stop.aborted) {
      if (!(await employment.until((data) => data?.workerKey === machine.keys.worker.address, host.stop)))
        return;
      await serveWhileHired(host, machine, employment);
    }
  } finally {
    employment.close();
  }
}

interface Employment {
  readonly provider: () => Provider | undefined;
  /** @returns whether it came true before `signal` aborted */
  readonly until: (
    isSo: (provider: Provider | undefined) => boolean,
    signal: AbortSignal,
  ) => Promise<boolean>;
  readonly close: () => void;
}

/** Follows the provider's account, as far as it is there. */
function watchEmployment({ chain }: Host, { log, keys }: Machine, address: Address): Employment {
  let provider: Provider | undefined;
  const news = new Pulse(systemClock);
  const close = watchAccount(chain.client, address, ({ account }) => {
    const isOurs = account !== null && account.owner === chain.programAddress;
    provider = isOurs ? getProviderDecoder().decode(account.data) : undefined;
    if (provider === undefined) log.info('waiting for its provider to register', { provider: address });
    else if (provider.workerKey !== keys.worker.address)
      log.warn('the provider names another worker key', { provider: address, named: provider.workerKey });
    news.beat();
  });
  return {
    provider: () => provider,
    until: async (isSo, signal) => {
      for (;;) {
        const next = news.next();
        if (signal.aborted) return false;
        if (isSo(provider)) return true;
        await next(LOOK_EVERY_MS, signal);
      }
    },
    close,
  };
}

async function serveWhileHired(host: Host, machine: Machine, employment: Employment): Promise<void> {
  const { log, keys } = machine;
  const shift = await openShift(host, machine);
  try {
    await fillWorkerPurse(shift.purse);
    shift.goOnDuty();
    const named = sha256FromBytes(Uint8Array.from(employment.provider()?.recordHash ?? new Uint8Array(32)));
    if (named !== shift.record.sha256)
      log.warn('the record on chain is not of this machine; renters reach it through a relay only', {
        record: shift.record.sha256,
        next: 'Update the record on the provider page.',
      });
    log.info('serving', { provider: shift.provider, for: keys.authority.address, ...host.engineName });
    const left = await employment.until((data) => data?.workerKey !== keys.worker.address, host.stop);
    if (left) log.warn('the provider named another worker key; serving ends');
    await finishLeases(left ? { ...host, drainSeconds: 0 } : host, shift.desk, log);
  } finally {
    await shift.close();
  }
}
