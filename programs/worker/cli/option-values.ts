import { type Address, isAddress } from '@solana/kit';

import { parseUsdc } from '@/lib/domain/usdc';
import { genesisGpuClasses, type GpuClassDefinition } from '@/lib/pyronet/gpu-classes';
import { type Region, regions } from '@/lib/pyronet/regions';

import { WorkerError } from '../worker-error';

/** Readers of single values; each throws WorkerError `bad_usage` with a sentence that names what was wrong. */

export const badUsage = (
  message: string,
  next = 'Run with --help to see commands and options.',
): WorkerError => new WorkerError('bad_usage', message, next);

export function oneOf<Choice extends string>(
  option: string,
  text: string,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) throw badUsage(`${option} is one of ${choices.join(', ')}, not "${text}".`);
  return choice;
}

export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value;
  throw badUsage(`${option} is a whole number from ${least} to ${most}, not "${text}".`);
}

/** USDC atoms, more than zero. */
export function usdcAtoms(option: string, text: string): bigint {
  const parsed = parseUsdc(text);
  if (parsed.ok && parsed.value > 0n) return parsed.value;
  throw badUsage(`${option} is an amount of USDC such as 0.25, not "${text}".`);
}

export function hostAndPort(text: string): { readonly host: string; readonly port: number } {
  const [, host = '', port = ''] = /^(\[[0-9a-fA-F:]+\]|[\w.-]+):(\d{1,5})$/.exec(text) ?? [];
  if (host === '') throw badUsage(`--listen is host:port, such as 127.0.0.1:0, not "${text}".`);
  return { host: host.replace(/^\[|\]$/g, ''), port: wholeNumber('--listen', port, 0, 65_535) };
}

export function httpUrl(option: string, text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '');
  throw badUsage(`${option} is an address that begins with http:// or https://, not "${text}".`);
}

export function websocketUrl(text: string): string {
  if (URL.canParse(text) && /^wss?:$/.test(new URL(text).protocol)) return text;
  throw badUsage(`--ws is an address that begins with ws:// or wss://, not "${text}".`);
}

export function walletAddress(option: string, text: string): Address {
  if (isAddress(text)) return text;
  throw badUsage(`${option} is the address of a wallet in base58, not "${text}".`);
}

/** A GPU class by its number or its name, with or without the maker: `3`, `RTX 4090`, `nvidia rtx 4090`. */
export function gpuClassNamed(option: string, text: string): GpuClassDefinition {
  const known = genesisGpuClasses.find(
    ({ classId, name }) => text === String(classId) || plainName(name) === plainName(text),
  );
  if (known !== undefined) return known;
  const names = genesisGpuClasses.map(({ name }) => name).join(', ');
  throw badUsage(`${option} is one of ${names}, not "${text}".`);
}

/** A region by its number or its short form. */
export function regionNamed(option: string, text: string): Region {
  const known = regions.find(({ regionId, code }) => text === String(regionId) || text === code);
  if (known !== undefined) return known;
  const codes = regions.flatMap(({ regionId, code }) => (regionId === 0 ? [] : [code]));
  throw badUsage(`${option} is one of ${codes.join(', ')}, not "${text}".`);
}

/** Tier of a provider, at least what the class asks for. */
export function tierOf(
  option: string,
  text: string | undefined,
  { tierMin, name }: GpuClassDefinition,
): 1 | 2 | 3 {
  if (text === undefined) return tierMin;
  const tier = wholeNumber(option, text, 1, 3);
  if (tier < tierMin) throw badUsage(`${option} is at least ${tierMin} for ${name}, not ${tier}.`);
  return tier === 1 ? 1 : tier === 2 ? 2 : 3;
}

const plainName = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^nvidia/, '')
    .replace(/[^a-z0-9]/g, '');
