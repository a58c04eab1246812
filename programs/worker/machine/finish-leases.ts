import { type LeaseDesk } from '../lease/lease-desk';
import { type Log } from '../log';
import { type Host } from './host';
import { systemClock } from '@/lib/rpc/clock';

const DRAIN_LOOK_MS = 200;

/** Gives running leases their time after a stop; the others are declined by themselves. */
export async function finishLeases(
  { drainSeconds, end }: Pick<Host, 'drainSeconds' | 'end'>,
  desk: LeaseDesk,
  log: Log,
): Promise<void> {
  await desk.wakeAll();
  const until = Date.now() + drainSeconds * 1000;
  while (!end.aborted && Date.now() < until && (await desk.busy()) > 0)
    await systemClock.sleep(DRAIN_LOOK_MS, end);
  const unfinished = await desk.busy();
  if (unfinished > 0) log.warn('some leases go on at the next start', { leases: unfinished });
}
