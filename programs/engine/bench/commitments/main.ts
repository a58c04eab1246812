/**
 * `npm run bench:engine`: what commitments cost a run, and work units per second, on the standard job. Writes
 * docs/measurements/commitments.md. Needs the native engine (`npm run build:engine`).
 */
import os from 'node:os';

import { z } from 'zod';

import { converse } from '@/lib/engine/native/conversation';
import { NATIVE_ENGINE_FILE } from '@/lib/engine/open-engine';
import { keepMeasurement, markdownTable } from '@/lib/observability/measurement';

const REPEATS = 9;

const commitmentsSchema = z.object({
  commitmentSeconds: z.number(),
  renderSeconds: z.number(),
  share: z.number(),
  bytesPerSecond: z.number(),
});
const workSchema = z.object({ unitsPerSecond: z.string(), threads: z.number(), method: z.string() });
const probeSchema = z.object({ instructions: z.string(), processorFeatures: z.array(z.string()) });

type Request = Readonly<Record<string, unknown>> & { readonly command: string };

async function ask<T>(schema: z.ZodType<T>, request: Request): Promise<T> {
  const conversation = { executable: NATIVE_ENGINE_FILE, folder: os.tmpdir(), maxSilenceMs: 600_000 };
  const answer = await converse({ ...conversation, request, signal: new AbortController().signal });
  return schema.parse(answer);
}

async function medianShare(): Promise<z.infer<typeof commitmentsSchema>> {
  const samples: z.infer<typeof commitmentsSchema>[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    samples.push(await ask(commitmentsSchema, { command: 'bench', part: 'commitments' }));
  }
  samples.sort((a, b) => a.share - b.share);
  const median = samples[Math.floor(REPEATS / 2)];
  if (median === undefined) throw new Error('Nothing was measured.');
  return median;
}

const probe = await ask(probeSchema, { command: 'probe' });
const share = await medianShare();
const oneThread = await ask(workSchema, { command: 'bench', part: 'work', threads: 1 });
const allThreads = await ask(workSchema, { command: 'bench', part: 'work' });

const millions = (text: string): string => (Number(text) / 1e6).toFixed(1);
keepMeasurement('.', {
  name: 'commitments',
  title: 'Commitments and work units',
  command: 'npm run bench:engine',
  body: `
The standard job: ${allThreads.method}. Instructions: ${probe.instructions}; processor: ${probe.processorFeatures.join(', ')}.
The share is that of one thread over one run, the median of ${REPEATS}: operation root over leaves of 256 bytes, segment leaf and
SHA-256 of every output, against rendering.

${markdownTable(
  ['what', 'measured', 'stretch'],
  [
    ['commitments, share of run time', `${(100 * share.share).toFixed(2)} %`, '2 %'],
    ['commitments, MB of output per second', (share.bytesPerSecond / 1e6).toFixed(0), ''],
    ['million work units per second, 1 thread', millions(oneThread.unitsPerSecond), ''],
    [`million work units per second, ${allThreads.threads} threads`, millions(allThreads.unitsPerSecond), ''],
  ],
)}`,
});
