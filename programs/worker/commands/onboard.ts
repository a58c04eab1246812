import { loadOrCreateKeys } from '../keys/worker-keys';
import { onboard } from '../provider/onboarding';
import { providerAddress } from '../provider/registration';
import { listenWhereBefore } from '../endpoint/listen-where-before';
import { type OpenedWorker } from './opened-worker';
import { recordOf } from './record-of';

/** Goes to the market without serving: for a machine that is started by something else afterwards. */
export async function onboardOnly(worker: OpenedWorker): Promise<void> {
  const { options, chain, folder, log } = worker;
  const keys = await loadOrCreateKeys(worker.keySource);
  const provider = await providerAddress(keys);
  const engine = await worker.openEngine();
  // Finds and keeps the port that the record names.
  const server = await listenWhereBefore(
    async () => new Response(null, { status: 503 }),
    options.listen,
    folder.facts,
  );
  try {
    const record = await recordOf(worker, keys, provider, server.url);
    const { bondAtoms, pricePerHour, diskBytes, localKeys: useFaucet } = options;
    await onboard({
      ...{
        chain,
        keys,
        engine,
        facts: folder.facts,
        record,
        pricePerHour,
        bondAtoms,
        diskBytes,
        useFaucet,
        log,
      },
    });
  } finally {
    await server.close();
    await engine.close();
  }
}
