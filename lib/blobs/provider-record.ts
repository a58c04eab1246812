import { type Address, isAddress } from '@solana/kit';
import * as z from 'zod/mini';

import { concatBytes } from '@/lib/domain/bytes';
import { contentDigest } from '@/lib/domain/commitment';
import { domainTag } from '@/lib/domain/tag';

import { DataPlaneError } from './data-plane-error';
import {
  addressBytes,
  fromBase64,
  type SignedNetwork,
  signEd25519,
  toBase64,
  verifyEd25519,
} from './signed-bytes';

/** A record as a blob may not be longer. */
export const PROVIDER_RECORD_LIMIT_BYTES = 8192;

const TAG = domainTag('pyro.recrd.v1');

/** Letters, digits and plain punctuation of any script: no control, direction or invisible characters. */
const visibleName = z.string().check(
  z.minLength(1),
  z.maxLength(64),
  z.regex(/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u),
  z.refine((name) => name.trim() === name && !/[<>&"'`\\]/.test(name)),
);

const webAddress = z.string().check(
  z.maxLength(200),
  z.refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, username, password, search, hash } = new URL(text);
    return /^https?:$/.test(protocol) && username + password + search + hash === '' && !text.endsWith('/');
  }),
);

/** Where a provider's worker is reached and what it calls itself. Names are claims of their owner, nothing more. */
export const providerRecord = z.object({
  version: z.literal(1),
  provider: z.custom<Address>((value) => typeof value === 'string' && isAddress(value)),
  name: visibleName,
  /** The worker's own addresses, best first. */
  endpoints: z.array(webAddress).check(z.maxLength(4)),
  /** Relays that the worker keeps a connection to, as origins. */
  relays: z.array(webAddress).check(z.maxLength(4)),
  /** Unix seconds. */
  updated_at: z.int().check(z.nonnegative()),
});
export type ProviderRecord = z.infer<typeof providerRecord>;

const envelope = z.object({ payload: z.string(), signature: z.string() });

/**
 * The record as the bytes of a blob, whose SHA-256 goes on chain as `record_hash`.
 * @throws z.core.$ZodError when the record has characters or lengths that readers would refuse
 */
export async function signProviderRecord(
  network: SignedNetwork,
  record: ProviderRecord,
  privateKey: CryptoKey,
): Promise<Uint8Array> {
  const payload = JSON.stringify(providerRecord.parse(record));
  const message = recordMessage(network, record.provider, payload);
  const signature = toBase64(await signEd25519(privateKey, message));
  return new TextEncoder().encode(JSON.stringify({ payload, signature }));
}

/**
 * The provider that a record names, unverified: for a keeper that must first look its keys up.
 * @throws DataPlaneError `bad_request`
 */
export const claimedProvider = (bytes: Uint8Array): Address => parseRecord(bytes).record.provider;

/**
 * @param signers keys whose signature counts: the provider's worker key and authority, from the chain
 * @throws DataPlaneError `bad_request` (malformed), `unauthorized` (not signed by the provider)
 */
export async function verifyProviderRecord(
  network: SignedNetwork,
  bytes: Uint8Array,
  signers: readonly Address[],
): Promise<ProviderRecord> {
  const { record, payload, signature } = parseRecord(bytes);
  const message = recordMessage(network, record.provider, payload);
  for (const signer of signers) {
    if (await verifyEd25519(signer, message, signature)) return record;
  }
  throw new DataPlaneError(
    'unauthorized',
    'This record is not signed by its provider.',
    'Sign it with the worker key that the chain names.',
  );
}

function recordMessage(network: SignedNetwork, provider: Address, payload: string): Uint8Array {
  return concatBytes(
    TAG,
    network.genesisHash,
    addressBytes(network.programAddress),
    addressBytes(provider),
    contentDigest(new TextEncoder().encode(payload)),
  );
}

function parseRecord(bytes: Uint8Array) {
  try {
    if (bytes.byteLength > PROVIDER_RECORD_LIMIT_BYTES) throw new RangeError('too long');
    const { payload, signature } = envelope.parse(JSON.parse(decodeUtf8(bytes)));
    const record = providerRecord.parse(JSON.parse(payload));
    return { record, payload, signature: fromBase64(signature) ?? new Uint8Array() };
  } catch (cause) {
    throw new DataPlaneError(
      'bad_request',
      'This is not a provider record.',
      'See docs/contracts.md §5 for its form.',
      { cause },
    );
  }
}

const decodeUtf8 = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
