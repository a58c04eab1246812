import { ChainClock } from '../chain/chain-clock';
import { openFrontDoor } from '../endpoint/front-door';
import { loadOrCreateKeys } from '../keys/worker-keys';
import { machineRecord } from '../machine/machine-record';
import { measuredSpeed } from '../provider/benchmark';
import { onboard } from '../provider/onboarding';
import { providerAddress } from '../provider/registration';
import { SignOfLife } from '../provider/sign-of-life';
import { type OpenedWorker } from './opened-worker';

/** Goes to the market without serving: for a machine that is started by something else afterwards. */
export async function onboardOnly(worker: OpenedWorker): Promise<void> {
  const { options, chain, folder, log } = worker;
  const { machine, publicUrl, relays, localKeys: useFaucet } = options;
  const keys = await loadOrCreateKeys(worker.keySource);
  const provider = await providerAddress(keys);
  const engine = await worker.openEngine();
  // Finds and keeps the port that the record names.
  const door = await openFrontDoor(options.listen, folder.facts, false);
  try {
    const place = { chain, door, publicUrl, relays };
    const record = await machineRecord(
      place,
      { terms: machine, keys, owner: undefined, folder, log },
      provider,
    );
    const clock = new ChainClock(chain.client);
    await onboard({
      ...{ chain, clock, keys, machine, record, useFaucet, log },
      signOfLife: new SignOfLife(chain, clock, keys.worker, provider),
      speed: () => measuredSpeed(engine, folder.facts),
      seats: machine.gpuCount,
    });
  } finally {
    await door.close();
    await engine.close();
  }
}
