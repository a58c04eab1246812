import { type MachineFacts } from '@/lib/actions/machine-terms';
import { type WorkerCard } from '@/lib/blobs/worker-card';

/** A machine's own account of itself, as an offer needs it. */
export function machineOfCard(card: WorkerCard): MachineFacts {
  return {
    gpuCount: card.gpu_count,
    vramMib: card.vram_mib,
    workUnitsPerSecond: BigInt(card.score_units_per_s),
    guaranteedUnitsPerSecond: BigInt(card.guaranteed_units_per_s),
    memoryBytes: BigInt(card.memory_bytes),
    diskBytes: BigInt(card.disk_bytes),
    maxUploadBytes: BigInt(card.max_upload_bytes),
    upMbps: card.up_mbps,
    downMbps: card.down_mbps,
    localOnly: card.local_only,
  };
}

/** What keeps a card from being used here, with the next step; undefined where nothing does. */
export function cardProblem(
  card: WorkerCard,
  here: { readonly authority: string; readonly genesisHash: string },
): string | undefined {
  if (card.genesis_hash !== here.genesisHash) {
    return 'This card is from a machine on another network. Start the worker with this network’s RPC address and print the card again.';
  }
  if (card.authority !== here.authority) {
    return `This machine waits for the wallet ${shortened(card.authority)}, not for yours. Start the worker with --for ${here.authority} and print the card again.`;
  }
  if (card.record_sha256 === null) {
    return 'The machine has never listened, so nobody could reach it. Start the worker once, then print the card again.';
  }
  if (BigInt(card.guaranteed_units_per_s) === 0n) {
    return 'The machine has not measured its speed. Run its self-test, then print the card again.';
  }
  return undefined;
}

const shortened = (address: string): string => `${address.slice(0, 4)}…${address.slice(-4)}`;
