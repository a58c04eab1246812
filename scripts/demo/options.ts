import path from 'node:path';
import { parseArgs } from 'node:util';

import { isAddress, type Address } from '@solana/kit';

import { parseUsdc } from '@/lib/domain/usdc';

import { DemoProblem, exitCode } from './demo-problem';

export const usage = `
  npm run demo [-- SCENE] [options]

  Rents a machine of the running network, renders SCENE on it, checks that the picture is the one whose hash
  is on chain, pays by the second, and prints where every atom went.

  SCENE                a Cornell box in JSON, a PLY mesh or a glTF/GLB file (default: a Cornell box)

    --width N          pixels (default 320)
    --height N         pixels (default 240)
    --samples N        paths per pixel (default 64)
    --bounces N        longest path (default 6)
    --tile N           edge of a tile, the unit of work that is proved, in pixels (default 32)
    --seed N           seed of the random numbers (default 1)
    --exposure X       brightness of the PNG; what is proved does not depend on it (default 1)
    --out FILE         where the picture goes (default demo.png)
    --check N          tiles to compute again on this machine, beside those drawn at random (default 4)
    --max-price USDC   pay at most this per GPU-hour
    --provider ADDR    rent from this provider only
    --rpc URL          chain (default: the network that \`npm start\` runs)
    --ws URL           its websocket (default: the next port)
    --app URL          origin of the app's server, which relays to workers
    --worker URL       reach the worker here first
    --keypair FILE     pay with this Solana key instead of the local network's worthless one
    --data DIR         where sessions are kept (default .pyronet)
    --resume           go on with the job that was interrupted last
    --plain            no colours and no moving output; NO_COLOR does the same
    --help             this text

  Ctrl-C stops the lease and the billing; a second one leaves at once, and --resume goes on.
`;

export interface DemoOptions {
  readonly scene: string | null;
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly bounces: number;
  readonly tileEdge: number;
  readonly seed: bigint;
  readonly exposure: number;
  readonly out: string;
  readonly recheckTiles: number;
  /** USDC atoms per GPU-hour; null for any. */
  readonly maxPricePerHour: bigint | null;
  readonly provider: Address | null;
  readonly rpcUrl: string | null;
  readonly wsUrl: string | null;
  readonly appUrl: string | null;
  readonly workerUrl: string | null;
  readonly keypairFile: string | null;
  readonly dataDir: string;
  readonly resume: boolean;
  readonly plain: boolean;
  readonly help: boolean;
}

/** @throws DemoProblem that names the option that is wrong */
export function parseDemoOptions(args: readonly string[], env: NodeJS.ProcessEnv): DemoOptions {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) throw badOption(`One scene at a time, not ${positionals.length}.`);
  return {
    scene: positionals[0] ?? null,
    width: wholeNumber('--width', values.width, 1, 16_384),
    height: wholeNumber('--height', values.height, 1, 16_384),
    samples: wholeNumber('--samples', values.samples, 1, 65_536),
    bounces: wholeNumber('--bounces', values.bounces, 0, 64),
    tileEdge: wholeNumber('--tile', values.tile, 8, 512),
    seed: BigInt(wholeNumber('--seed', values.seed, 0, Number.MAX_SAFE_INTEGER)),
    exposure: positiveNumber('--exposure', values.exposure),
    out: path.resolve(values.out),
    recheckTiles: wholeNumber('--check', values.check, 0, 2 ** 20),
    maxPricePerHour: values['max-price'] === undefined ? null : usdc('--max-price', values['max-price']),
    provider: values.provider === undefined ? null : provider(values.provider),
    rpcUrl: url('--rpc', values.rpc, /^https?:$/),
    wsUrl: url('--ws', values.ws, /^wss?:$/),
    appUrl: url('--app', values.app, /^https?:$/),
    workerUrl: url('--worker', values.worker, /^https?:$/),
    keypairFile: values.keypair ?? null,
    dataDir: path.resolve(values.data ?? env['PYRONET_DATA_DIR'] ?? '.pyronet'),
    resume: values.resume,
    plain: values.plain || (env['NO_COLOR'] ?? '') !== '',
    help: values.help,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        width: { type: 'string', default: '320' },
        height: { type: 'string', default: '240' },
        samples: { type: 'string', default: '64' },
        bounces: { type: 'string', default: '6' },
        tile: { type: 'string', default: '32' },
        seed: { type: 'string', default: '1' },
        exposure: { type: 'string', default: '1' },
        out: { type: 'string', short: 'o', default: 'demo.png' },
        check: { type: 'string', default: '4' },
        'max-price': { type: 'string' },
        provider: { type: 'string' },
        rpc: { type: 'string' },
        ws: { type: 'string' },
        app: { type: 'string' },
        worker: { type: 'string' },
        keypair: { type: 'string' },
        data: { type: 'string' },
        resume: { type: 'boolean', default: false },
        plain: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw badOption(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw badOption(`${name} takes a whole number from ${least} to ${most}, not "${text}".`);
}

function positiveNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw badOption(`${name} takes a number above zero, not "${text}".`);
}

function usdc(name: string, text: string): bigint {
  const amount = parseUsdc(text);
  if (amount.ok) return amount.value;
  throw badOption(`${name}: ${amount.problem.message} ${amount.problem.next}`);
}

function provider(text: string): Address {
  if (isAddress(text)) return text;
  throw badOption(`--provider takes an address, not "${text}".`);
}

function url(name: string, text: string | undefined, protocols: RegExp): string | null {
  if (text === undefined) return null;
  if (URL.canParse(text) && protocols.test(new URL(text).protocol)) return text.replace(/\/$/, '');
  throw badOption(`${name} takes a web address, not "${text}".`);
}

function badOption(message: string): DemoProblem {
  return new DemoProblem(exitCode.badInput, message, 'See `npm run demo -- --help`.');
}
