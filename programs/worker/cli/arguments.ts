import { parseArgs } from 'node:util';

import { parseUsdc } from '@/lib/domain/usdc';
import { websocketUrlOf } from '@/lib/env/environment';

import { WorkerError } from '../worker-error';

export const COMMANDS = ['selftest', 'onboard', 'serve', 'status', 'claim', 'drain', 'withdraw'] as const;
export type CommandName = (typeof COMMANDS)[number];

export const USAGE = `Offers this machine on Pyronet and serves the leases that renters take.

Usage: npm run worker -- <command> [options]

  selftest   check this machine, its engine and the network; changes nothing and stakes nothing
  onboard    make keys, register, stake, post the bond, measure the speed, list the offer
  serve      onboard where that is still to do, then serve leases until stopped   (the default)
  status     show the provider, its offers, leases and balances
  claim      collect what settled leases owe
  drain      take the offers off the market; leases that run stay
  withdraw   drain, then start to take out bond and stake; run it again after the unbonding time

  --rpc <url>        JSON-RPC of the chain, several separated by commas   (default http://127.0.0.1:8899)
  --ws <url>         websocket of the chain                               (default: the RPC port + 1)
  --data <dir>       keys, blobs and the state of leases                  (default .pyronet/worker)
  --price <usdc>     asking price, USDC per hour                          (default 0.25)
  --bond <usdc>      bond that covers leases, topped up when less is left  (default 100)
  --listen <h:p>     where renters reach this worker; port 0 takes a free one and keeps it   (default 127.0.0.1:0)
  --public-url <url> how renters reach --listen from outside, where they can
  --relay <url>      site that relays to this worker, so that it needs no open port; may be repeated
  --engine <kind>    auto, native or wasm                                 (default auto)
  --threads <n>      threads the engine uses                              (default: all)
  --name <text>      name shown on the market                             (default worker)
  --disk-gib <n>     most the blobs may take                              (default 8)
  --drain-s <n>      after a stop signal, how long running leases may still finish, in seconds   (default 5)
  --local-keys       use worthless public keys and the faucet; local network only
  --help             show this text

Keys stay in --data/keys on this machine, readable by you alone. Back them up.`;

export interface WorkerOptions {
  readonly command: CommandName;
  readonly rpcUrls: readonly string[];
  readonly wsUrls: readonly string[];
  readonly dataFolder: string;
  /** USDC atoms per GPU-hour. */
  readonly pricePerHour: bigint;
  /** USDC atoms that cover leases; each lease locks a part until fraud in it can no longer be proved. */
  readonly bondAtoms: bigint;
  readonly listen: { readonly host: string; readonly port: number };
  readonly publicUrl: string | undefined;
  /** Origins. */
  readonly relays: readonly string[];
  readonly engine: 'auto' | 'native' | 'wasm';
  readonly threads: number | undefined;
  readonly name: string;
  readonly diskBytes: number;
  readonly drainSeconds: number;
  readonly localKeys: boolean;
}

/**
 * @returns undefined when help was asked for
 * @throws WorkerError `bad_usage`
 */
export function parseArguments(args: readonly string[]): WorkerOptions | undefined {
  const { values, positionals } = read(args);
  if (values.help) return undefined;
  const [command = 'serve', ...extra] = positionals;
  if (!isCommand(command) || extra.length > 0) {
    throw badUsage(`There is no command "${positionals.join(' ')}".`);
  }
  const rpcUrls = values.rpc.split(',').map((text) => httpUrl('--rpc', text));
  return {
    command,
    rpcUrls,
    wsUrls: values.ws === undefined ? rpcUrls.map(websocketUrlOf) : values.ws.split(',').map(websocketUrl),
    dataFolder: values.data,
    pricePerHour: usdcAtoms('--price', values.price),
    bondAtoms: usdcAtoms('--bond', values.bond),
    listen: hostAndPort(values.listen),
    publicUrl: values['public-url'] === undefined ? undefined : httpUrl('--public-url', values['public-url']),
    relays: values.relay.map((text) => new URL(httpUrl('--relay', text)).origin),
    engine: oneOf('--engine', values.engine, ['auto', 'native', 'wasm']),
    threads: values.threads === undefined ? undefined : wholeNumber('--threads', values.threads, 1, 1024),
    name: values.name,
    diskBytes: wholeNumber('--disk-gib', values['disk-gib'], 1, 1_000_000) * 1024 ** 3,
    drainSeconds: wholeNumber('--drain-s', values['drain-s'], 0, 86_400),
    localKeys: values['local-keys'],
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
        price: { type: 'string', default: '0.25' },
        bond: { type: 'string', default: '100' },
        listen: { type: 'string', default: '127.0.0.1:0' },
        'public-url': { type: 'string' },
        relay: { type: 'string', multiple: true, default: [] },
        engine: { type: 'string', default: 'auto' },
        threads: { type: 'string' },
        name: { type: 'string', default: 'worker' },
        'disk-gib': { type: 'string', default: '8' },
        'drain-s': { type: 'string', default: '5' },
        'local-keys': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    });
  } catch (error) {
    throw badUsage(error instanceof Error ? error.message : String(error));
  }
}

const isCommand = (text: string): text is CommandName => COMMANDS.some((command) => command === text);

function oneOf<Choice extends string>(option: string, text: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) throw badUsage(`${option} is one of ${choices.join(', ')}, not "${text}".`);
  return choice;
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value;
  throw badUsage(`${option} is a whole number from ${least} to ${most}, not "${text}".`);
}

function usdcAtoms(option: string, text: string): bigint {
  const parsed = parseUsdc(text);
  if (parsed.ok && parsed.value > 0n) return parsed.value;
  throw badUsage(`${option} is an amount of USDC such as 0.25, not "${text}".`);
}

function hostAndPort(text: string): { readonly host: string; readonly port: number } {
  const [, host = '', port = ''] = /^(\[[0-9a-fA-F:]+\]|[\w.-]+):(\d{1,5})$/.exec(text) ?? [];
  if (host === '') throw badUsage(`--listen is host:port, such as 127.0.0.1:0, not "${text}".`);
  return { host: host.replace(/^\[|\]$/g, ''), port: wholeNumber('--listen', port, 0, 65_535) };
}

function httpUrl(option: string, text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '');
  throw badUsage(`${option} is an address that begins with http:// or https://, not "${text}".`);
}

function websocketUrl(text: string): string {
  if (URL.canParse(text) && /^wss?:$/.test(new URL(text).protocol)) return text;
  throw badUsage(`--ws is an address that begins with ws:// or wss://, not "${text}".`);
}

const badUsage = (message: string): WorkerError =>
  new WorkerError('bad_usage', message, 'Run with --help to see commands and options.');
