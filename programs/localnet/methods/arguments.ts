import * as z from 'zod';

import { type Chain } from '@/programs/localnet/chain/chain';
import { type Commitment } from '@/programs/localnet/chain/commitment';
import { optional } from '@/programs/localnet/encoding/optional';
import { invalidParams, RPC_CODES, RpcError } from '@/programs/localnet/http/rpc-error';
import { type AddressKey, parseAddress, parseSignature } from '@/programs/localnet/wire/address-key';
import { type Json } from '@/programs/localnet/wire/json';

export type Params = readonly unknown[];

/** Version that every answer's context names; clients only print it. */
export const API_VERSION = '4.0.0';

/** The six names clients use, the three current ones and those of before 2021. */
const COMMITMENTS = {
  processed: 'processed',
  recent: 'processed',
  confirmed: 'confirmed',
  single: 'confirmed',
  singleGossip: 'confirmed',
  finalized: 'finalized',
  root: 'finalized',
  max: 'finalized',
} as const satisfies Record<string, Commitment>;

const commitmentSchema = z
  .enum(Object.keys(COMMITMENTS) as (keyof typeof COMMITMENTS)[])
  .transform((name): Commitment => COMMITMENTS[name]);

const slotSchema = z.number().int().nonnegative();

/** What nearly every configuration object may hold. */
export const readConfigShape = {
  commitment: optional(commitmentSchema),
  minContextSlot: optional(slotSchema),
};

/** `commitment` and `minContextSlot` alone. */
export const readConfig = z.object(readConfigShape);

export type ReadConfig = z.output<typeof readConfig>;

/** Configuration in `params[index]`; an absent one is empty. Unknown members are ignored, as a validator does. */
export function configAt<Schema extends z.ZodType>(
  params: Params,
  index: number,
  schema: Schema,
): z.output<Schema> {
  return parseParam(params[index] ?? {}, `configuration (parameter ${index + 1})`, schema);
}

/** Configuration in `params[index]`, or a bare commitment where an older client puts one. */
export function readConfigAt(params: Params, index: number): ReadConfig {
  const value = params[index];
  return typeof value === 'string'
    ? { commitment: parseParam(value, 'commitment', commitmentSchema), minContextSlot: undefined }
    : configAt(params, index, readConfig);
}

/** `value` by `schema`, or an error that names the member at fault. */
export function parseParam<Schema extends z.ZodType>(
  value: unknown,
  what: string,
  schema: Schema,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue === undefined || issue.path.length === 0 ? what : `${what}: ${issue.path.join('.')}`;
  throw invalidParams(`${path}: ${issue?.message ?? 'not understood'}`);
}

export function stringAt(params: Params, index: number, what: string): string {
  const value = params[index];
  if (typeof value !== 'string') throw invalidParams(`${what} (parameter ${index + 1}) must be a string`);
  return value;
}

/** A whole number of at least 0 that a double holds exactly. */
export function integerAt(params: Params, index: number, what: string): number {
  return integerOf(params[index], `${what} (parameter ${index + 1})`);
}

export function integerOf(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw invalidParams(`${what} must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`);
  }
  return value;
}

export function addressAt(params: Params, index: number): AddressKey {
  return addressOf(stringAt(params, index, 'address'));
}

export function addressOf(text: string): AddressKey {
  const key = parseAddress(text);
  if (key === undefined) throw invalidParams(`${shorten(text)} is not a base58 address of 32 bytes`);
  return key;
}

export function signatureOf(text: string): AddressKey {
  const key = parseSignature(text);
  if (key === undefined) throw invalidParams(`${shorten(text)} is not a base58 signature of 64 bytes`);
  return key;
}

export function arrayAt(params: Params, index: number, what: string, limit: number): readonly unknown[] {
  const value = params[index];
  if (!Array.isArray(value)) throw invalidParams(`${what} (parameter ${index + 1}) must be an array`);
  if (value.length > limit) throw invalidParams(`Too many inputs provided; max ${limit}`);
  return value as unknown[];
}

/** Commitment of a read, `finalized` unless given, after checking that it has reached `minContextSlot`. */
export function commitmentOf(chain: Chain, config: ReadConfig): Commitment {
  const commitment = config.commitment ?? 'finalized';
  const contextSlot = chain.slotAt(commitment);
  if (config.minContextSlot !== undefined && contextSlot < config.minContextSlot) {
    throw new RpcError(RPC_CODES.minimumContextSlot, 'Minimum context slot has not been reached', {
      contextSlot,
    });
  }
  return commitment;
}

export function withContext(slot: number, value: Json): Json {
  return { context: { slot, apiVersion: API_VERSION }, value };
}

function shorten(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}
