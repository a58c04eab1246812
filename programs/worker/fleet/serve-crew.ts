import { systemClock } from '@/lib/rpc/clock';

import { type Log, problemFacts } from '../log';
import { serveHiredMachine } from '../machine/hired-machine';
import { type Host } from '../machine/host';
import { type Machine } from '../machine/machine';
import { machineCard } from '../machine/machine-card';
import { machineRecord } from '../machine/machine-record';
import { serveOwnMachine } from '../machine/own-machine';
import { providerAddress } from '../provider/registration';
import { leaveWorkerCard } from '@/lib/blobs/worker-card-folder';
import { type Crew } from './crew';
import { keepWaits } from './keeper';

const TRY_AGAIN_MS = 5_000;

/** Serves all machines side by side until the stop; one that fails is tried again and holds up no other. */
export async function serveCrew(host: Host, crew: Crew, cardsFolder: string, log: Log): Promise<void> {
  const publish = async (): Promise<void> => {
    for (const machine of crew.hired) {
      const record = await machineRecord(host, machine, await providerAddress(machine.keys));
      await leaveWorkerCard(cardsFolder, await machineCard(host, machine, record.sha256));
    }
  };
  const keep = (machine: Machine, serve: () => Promise<void>) => keepServing(host, machine.log, serve);
  await Promise.all([
    ...crew.owned.map((machine) =>
      keep(machine, async () => {
        if (machine.owner !== undefined) await serveOwnMachine(host, machine, machine.owner);
      }),
    ),
    ...crew.hired.map((machine) => keep(machine, () => serveHiredMachine(host, machine))),
    keepWaits(host, crew, log),
    publish().catch((problem: unknown) => {
      if (!host.end.aborted) log.error('the cards could not be published', problemFacts(problem));
    }),
  ]);
}

async function keepServing(host: Host, log: Log, serve: () => Promise<void>): Promise<void> {
  while (!host.stop.aborted) {
    await serve().catch((problem: unknown) => {
      if (!host.end.aborted) log.error('cannot serve, and tries again', problemFacts(problem));
    });
    if (!host.stop.aborted) await systemClock.sleep(TRY_AGAIN_MS, host.stop);
  }
}
