import { parseArgs } from 'node:util';

import { type Address } from '@solana/kit';

import { workerCardFolder } from '@/lib/blobs/worker-card-folder';
import { websocketUrlOf } from '@/lib/env/environment';

import { type MachineTerms } from '../machine/machine-terms';
import {
  badUsage,
  gpuClassNamed,
  hostAndPort,
  httpUrl,
  oneOf,
  regionNamed,
  tierOf,
  usdcAtoms,
  walletAddress,
  websocketUrl,
  wholeNumber,
} from './option-values';

export { USAGE } from './usage';

export const COMMANDS = [
  'selftest',
  'onboard',
  'serve',
  'card',
  'fleet',
  'status',
  'claim',
  'drain',
  'withdraw',
] as const;
export type CommandName = (typeof COMMANDS)[number];

export interface WorkerOptions {
  readonly command: CommandName;
  readonly rpcUrls: readonly string[];
  readonly wsUrls: readonly string[];
  readonly dataFolder: string;
  readonly listen: { readonly host: string; readonly port: number };
  readonly publicUrl: string | undefined;
  /** Origins. */
  readonly relays: readonly string[];
  readonly engine: 'auto' | 'native' | 'wasm';
  readonly threads: number | undefined;
  readonly drainSeconds: number;
  readonly localKeys: boolean;
  /** Bid for leases that other providers failed. */
  readonly failover: boolean;
  /** The one machine that all commands but `fleet` are about. */
  readonly machine: MachineTerms;
  /** Wallet of the provider to serve for, where it does without this machine what needs the authority's key. */
  readonly servesFor: Address | undefined;
  /** Of `fleet`, and of `status` for all machines of a fleet. */
  readonly fleetFile: string | undefined;
  readonly cardsFolder: string;
}

/**
 * @returns undefined when help was asked for
 * @throws WorkerError `bad_usage`
 */
export function parseArguments(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): WorkerOptions | undefined {
  const { values, positionals } = read(args);
  if (values.help) return undefined;
  const [command = 'serve', ...rest] = positionals;
  const takesFile = command === 'fleet' || command === 'status';
  const [fleetFile, ...extra] = takesFile ? rest : [undefined, ...rest];
  if (!isCommand(command) || extra.length > 0)
    throw badUsage(`There is no command "${positionals.join(' ')}".`);
  if (command === 'fleet' && fleetFile === undefined) throw badUsage('fleet needs the file of its machines.');
  const rpcUrls = values.rpc.split(',').map((text) => httpUrl('--rpc', text));
  return {
    command,
    rpcUrls,
    wsUrls: values.ws === undefined ? rpcUrls.map(websocketUrlOf) : values.ws.split(',').map(websocketUrl),
    dataFolder: values.data,
    listen: hostAndPort(values.listen),
    publicUrl: values['public-url'] === undefined ? undefined : httpUrl('--public-url', values['public-url']),
    relays: values.relay.map((text) => new URL(httpUrl('--relay', text)).origin),
    engine: oneOf('--engine', values.engine, ['auto', 'native', 'wasm']),
    threads: values.threads === undefined ? undefined : wholeNumber('--threads', values.threads, 1, 1024),
    drainSeconds: wholeNumber('--drain-s', values['drain-s'], 0, 86_400),
    localKeys: values['local-keys'],
    failover: values.failover,
    machine: machineOf(values),
    servesFor: values.for === undefined ? undefined : walletAddress('--for', values.for),
    fleetFile,
    cardsFolder: values.cards ?? workerCardFolder(environment['PYRONET_DATA_DIR'] ?? '.pyronet'),
  };
}

function machineOf(values: ReturnType<typeof read>['values']): MachineTerms {
  const gpuClass = gpuClassNamed('--class', values.class);
  const vram = values['vram-gib'];
  return {
    name: values.name,
    classId: gpuClass.classId,
    regionId: values.region === undefined ? 0 : regionNamed('--region', values.region).regionId,
    tier: tierOf('--tier', values.tier, gpuClass),
    vramMib: vram === undefined ? gpuClass.vramMib : wholeNumber('--vram-gib', vram, 0, 100_000) * 1024,
    gpuCount: wholeNumber('--gpus', values.gpus, 1, 64),
    pricePerHour: usdcAtoms('--price', values.price),
    bondAtoms: usdcAtoms('--bond', values.bond),
    diskBytes: wholeNumber('--disk-gib', values['disk-gib'], 1, 1_000_000) * 1024 ** 3,
  };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        rpc: { type: 'string', default: 'http://127.0.0.1:8899' },
        ws: { type: 'string' },
        data: { type: 'string', default: '.pyronet/worker' },
        listen: { type: 'string', default: '127.0.0.1:0' },
        'public-url': { type: 'string' },
        relay: { type: 'string', multiple: true, default: [] },
        engine: { type: 'string', default: 'auto' },
        threads: { type: 'string' },
        'drain-s': { type: 'string', default: '5' },
        'local-keys': { type: 'boolean', default: false },
        failover: { type: 'boolean', default: false },
        cards: { type: 'string' },
        name: { type: 'string', default: 'worker' },
        price: { type: 'string', default: '0.25' },
        bond: { type: 'string', default: '100' },
        class: { type: 'string', default: 'CPU' },
        region: { type: 'string' },
        tier: { type: 'string' },
        'vram-gib': { type: 'string' },
        gpus: { type: 'string', default: '1' },
        'disk-gib': { type: 'string', default: '8' },
        for: { type: 'string' },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    });
  } catch (error) {
    throw badUsage(error instanceof Error ? error.message : String(error));
  }
}

const isCommand = (text: string): text is CommandName => COMMANDS.some((command) => command === text);
