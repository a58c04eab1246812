import { constants } from 'node:fs';
import { access, mkdir, statfs } from 'node:fs/promises';

import { listen } from '@/lib/blobs/node-server';
import { memoryStore } from '@/lib/storage/key-value-store';

import { type WorkerOptions } from '../cli/arguments';
import { ChainClock } from '../chain/chain-clock';
import { connectChain } from '../chain/worker-chain';
import { type Log, problemFacts } from '../log';
import { WorkerError } from '../worker-error';
import { type OpenEngine } from './opened-worker';

const LARGEST_CLOCK_ERROR_S = 60;

interface Check {
  readonly name: string;
  /** @returns what was found, in a few words; throws what is wrong */
  readonly run: () => Promise<string>;
  readonly fix: string;
}

/**
 * Tries everything that serving needs, before any stake: nothing is written on chain.
 * @throws WorkerError `selftest_failed` after all checks have been shown
 */
export async function selftest(options: WorkerOptions, openEngine: OpenEngine, log: Log): Promise<void> {
  let failed = 0;
  for (const { name, run, fix } of checks(options, openEngine)) {
    try {
      log.info(`ok    ${name}`, { found: await run() });
    } catch (problem) {
      failed += 1;
      log.error(`fails ${name}`, { ...problemFacts(problem), fix });
    }
  }
  if (failed === 0) return;
  throw new WorkerError(
    'selftest_failed',
    failed === 1 ? 'One check failed.' : `${failed} checks failed.`,
    'Follow the hints above and run it again; nothing was staked.',
  );
}

const checks = (options: WorkerOptions, openEngine: OpenEngine): readonly Check[] => [
  {
    name: 'data folder',
    run: async () => {
      await mkdir(options.dataFolder, { recursive: true, mode: 0o700 });
      await access(options.dataFolder, constants.R_OK | constants.W_OK);
      return options.dataFolder;
    },
    fix: 'Choose a folder that you may write with --data.',
  },
  {
    name: 'disk',
    run: async () => {
      const { bavail, bsize } = await statfs(options.dataFolder);
      const free = bavail * bsize;
      if (free < options.machine.diskBytes)
        throw new Error(`Only ${gib(free)} GiB are free of ${gib(options.machine.diskBytes)}.`);
      return `${gib(free)} GiB free`;
    },
    fix: 'Free disk space, or lower --disk-gib.',
  },
  {
    name: 'engine',
    run: async () => {
      const engine = await openEngine();
      try {
        const { backend, version, threads } = await engine.probe();
        const { workUnitsPerSecond, raysPerSecond } = await engine.bench();
        const speed = `${workUnitsPerSecond} work units/s, ${(raysPerSecond / 1e6).toFixed(2)} M rays/s`;
        return `${backend} ${version}, ${threads} threads: ${speed}`;
      } finally {
        await engine.close();
      }
    },
    fix: 'Run `npm run build:engine`, or use --engine wasm.',
  },
  {
    name: 'listening',
    run: async () => {
      const server = await listen(async () => new Response(null, { status: 204 }), options.listen);
      await server.close();
      return server.url;
    },
    fix: 'Choose a free address with --listen, or port 0.',
  },
  {
    name: 'chain',
    run: async () => {
      const chain = await connectChain(options, memoryStore());
      try {
        const { unixSeconds, slot } = await new ChainClock(chain.client).now();
        const error = Math.abs(Number(unixSeconds) - Date.now() / 1000);
        if (error > LARGEST_CLOCK_ERROR_S && !chain.isLocal)
          throw new Error(`This clock differs from the chain's by ${Math.round(error)} seconds.`);
        return `${chain.isLocal ? 'local network' : 'network'} ${chain.genesisHash}, slot ${slot}`;
      } finally {
        chain.close();
      }
    },
    fix: 'Check --rpc, and set the clock of this machine by NTP.',
  },
  ...options.relays.map((relay) => ({
    name: `relay ${relay}`,
    run: async () => {
      const { status } = await fetch(`${relay}/api/blobs/${'0'.repeat(64)}`, {
        signal: AbortSignal.timeout(10_000),
      });
      if (status !== 404) throw new Error(`It answered ${status}, which is not what a Pyronet site answers.`);
      return 'answers';
    },
    fix: 'Check --relay: the origin of a Pyronet site, such as http://127.0.0.1:3000.',
  })),
];

const gib = (bytes: number): string => (bytes / 1024 ** 3).toFixed(1);
