import { address } from '@solana/kit';

import { type Sha256Hex } from '@/lib/blobs/digest';
import { workerCard, type WorkerCard } from '@/lib/blobs/worker-card';

import { jobCapacity, seatSpeed } from '../provider/job-capacity';
import { LINE_MBPS } from '../provider/offer-terms';
import { marketName } from '../provider/published-record';
import { providerAddress } from '../provider/registration';
import { type Host } from './host';
import { type Machine } from './machine';

/** What the provider's wallet needs to know to register this machine and to list it truthfully. */
export async function machineCard(
  host: Pick<Host, 'chain' | 'speed' | 'engineName'> & { readonly floor: Pick<Host['floor'], 'seats'> },
  machine: Pick<Machine, 'keys' | 'terms'>,
  recordSha256: Sha256Hex | null,
): Promise<WorkerCard> {
  const { chain, floor, engineName } = host;
  const { keys, terms } = machine;
  const provider = await providerAddress(keys);
  const capacity = jobCapacity(floor.seats);
  const { score, guaranteed } = seatSpeed(await host.speed(), floor.seats);
  return workerCard.parse({
    version: 1,
    genesis_hash: address(chain.genesisHash),
    worker_key: keys.worker.address,
    authority: keys.authority.address,
    name: marketName(terms.name, provider),
    record_sha256: recordSha256,
    score_units_per_s: score.toString(),
    guaranteed_units_per_s: guaranteed.toString(),
    gpu_count: terms.gpuCount,
    vram_mib: terms.vramMib,
    memory_bytes: capacity.memoryBytes.toString(),
    disk_bytes: terms.diskBytes.toString(),
    max_upload_bytes: capacity.uploadBytes.toString(),
    up_mbps: LINE_MBPS,
    down_mbps: LINE_MBPS,
    backend: `${engineName.backend} ${engineName.version}`,
    local_only: chain.isLocal,
  });
}
