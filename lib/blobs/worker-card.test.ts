import { expect, test } from 'vitest';

import { parseWorkerCard } from './worker-card';

const card = {
  version: 1,
  genesis_hash: '8T5K9MGVovrPJiXmjLyvq9mApU4NTGkoHcpashQNBt3',
  worker_key: '2T5fywYJTupVC2yUqyUyetS75j4BndWj7eBUrX48hUmK',
  authority: '3DUUKZCy9tDufQcao6DhXL4k2Mcb1WVihTyzS7k3TJdz',
  name: 'Pia’s machine',
  record_sha256: null,
  score_units_per_s: '19253663',
  guaranteed_units_per_s: '11552197',
  gpu_count: 1,
  vram_mib: 0,
  memory_bytes: '4212677290',
  disk_bytes: '1073741824',
  max_upload_bytes: '268435456',
  up_mbps: 10,
  down_mbps: 10,
  backend: 'native 0.1.0',
  local_only: true,
};

test('a card is read as it was printed', () => {
  expect(parseWorkerCard(JSON.stringify(card))).toEqual(card);
});

test.each([
  ['no JSON', 'hello'],
  ['nothing', ''],
  ['another version', JSON.stringify({ ...card, version: 2 })],
  ['a field that is missing', JSON.stringify({ ...card, worker_key: undefined })],
  ['a field that nobody knows', JSON.stringify({ ...card, pay_to: card.authority })],
  ['a key that is none', JSON.stringify({ ...card, worker_key: 'x' })],
  ['a speed below zero', JSON.stringify({ ...card, score_units_per_s: '-1' })],
  ['a speed beyond 64 bits', JSON.stringify({ ...card, score_units_per_s: '18446744073709551616' })],
  ['text that turns around', JSON.stringify({ ...card, name: 'a\u202eb' })],
  ['far too much text', ' '.repeat(5_000) + JSON.stringify(card)],
])('a paste with %s is no card', (_, text) => {
  expect(parseWorkerCard(text)).toBeUndefined();
});
