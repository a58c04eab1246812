import { expect, test } from 'vitest';

import { parseWorkerCard, type WorkerCard } from '@/lib/blobs/worker-card';

import { cardProblem, machineOfCard } from './machine-of-card';

const network = 'So11111111111111111111111111111111111111112';
const authority = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA';
const written = {
  version: 1,
  genesis_hash: network,
  worker_key: '11111111111111111111111111111111',
  authority,
  name: 'attic',
  record_sha256: 'a'.repeat(64),
  score_units_per_s: '1000000',
  guaranteed_units_per_s: '700000',
  gpu_count: 1,
  vram_mib: 0,
  memory_bytes: '4294967296',
  disk_bytes: '18446744073709551615',
  max_upload_bytes: '268435456',
  up_mbps: 10,
  down_mbps: 10,
  backend: 'native',
  local_only: true,
};

function card(part: Partial<Record<keyof typeof written, unknown>> = {}): WorkerCard {
  const read = parseWorkerCard(JSON.stringify({ ...written, ...part }));
  if (read === undefined) throw new Error('the card cannot be read');
  return read;
}

test('amounts of a card keep every digit', () => {
  expect(machineOfCard(card())).toMatchObject({
    diskBytes: 18_446_744_073_709_551_615n,
    guaranteedUnitsPerSecond: 700_000n,
  });
});

test('a card of this network and wallet is taken', () => {
  expect(cardProblem(card(), { authority, genesisHash: network })).toBeUndefined();
});

test.each([
  [{ genesis_hash: authority }, /another network/],
  [{ authority: network }, /not for yours.*--for Tokenkeg/],
  [{ record_sha256: null }, /never listened/],
  [{ guaranteed_units_per_s: '0' }, /not measured/],
])('%j is refused with what to do', (part, sentence) => {
  expect(cardProblem(card(part), { authority, genesisHash: network })).toMatch(sentence);
});
