import { type Address, getAddressFromPublicKey, isAddress } from '@solana/kit';
import * as z from 'zod/mini';

import { isSha256Hex, type Sha256Hex } from '@/lib/blobs/digest';
import { fromBase64, signEd25519, toBase64 } from '@/lib/blobs/signed-bytes';
import { bytesFromHex, hexFromBytes } from '@/lib/domain/bytes';
import { type Digest, randomnessCommitment } from '@/lib/domain/commitment';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

import { type Mismatch, mismatchCodes } from './segment-check';

/** The ephemeral key of a lease. It may sign vouchers and orders and can never direct money anywhere else. */
export interface SessionKey {
  readonly address: Address;
  readonly privateKey: CryptoKey;
}

/** What the renter's side of a lease must not lose; enough to go on after being killed at any moment. */
export interface SessionRecord {
  readonly lease: Address;
  readonly sessionKey: SessionKey;
  /** Opened to the drawn verifiers at the end; its commitment went on chain with the lease. */
  readonly randomnessSecret: Uint8Array;
  /** Names of the job and of its input, whose bytes the caller keeps. */
  readonly jobSha256: Sha256Hex;
  readonly inputSha256: Sha256Hex;
  /** The newest voucher that was signed; null before the first. */
  readonly signed: SignedProgress | null;
  /** Why nothing more is accepted; null while nothing contradicts the job. It outlives the session that found it. */
  readonly refused: Mismatch | null;
}

/** How far the vouchers signed so far go. */
export interface SignedProgress {
  readonly servedUntil: bigint;
  readonly coveredSeconds: bigint;
  readonly deliveredSegments: number;
  readonly acceptedSegments: number;
  readonly deliveredRoot: Digest;
}

/** What a lease is opened with: the key, and the secret behind the commitment that goes on chain. */
export type SessionSecrets = Pick<SessionRecord, 'sessionKey' | 'randomnessSecret'> & {
  readonly renterCommit: Digest;
};

const secretBytes = 32;

/** A new session key, extractable until it is saved and loaded, and a new secret for the draw of verifiers. */
export async function createSessionSecrets(): Promise<SessionSecrets> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const randomnessSecret = crypto.getRandomValues(new Uint8Array(secretBytes));
  return {
    sessionKey: { address: await getAddressFromPublicKey(pair.publicKey), privateKey: pair.privateKey },
    randomnessSecret,
    renterCommit: randomnessCommitment(randomnessSecret),
  };
}

export const signWithSessionKey = (key: SessionKey, message: Uint8Array): Promise<Uint8Array> =>
  signEd25519(key.privateKey, message);

const u64 = z.pipe(
  z.string().check(z.regex(/^\d{1,20}$/)),
  z.transform((text) => BigInt(text)),
);
const base58 = z.custom<Address>((value) => typeof value === 'string' && isAddress(value));
const sha256 = z.custom<Sha256Hex>((value) => typeof value === 'string' && isSha256Hex(value));
const hex32 = z.pipe(
  z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  z.transform((text) => bytesFromHex(text) ?? new Uint8Array(secretBytes)),
);
const count = z.int().check(z.nonnegative());

const storedSecrets = z.object({
  version: z.literal(3),
  /** By the clock of the machine that keeps it. */
  created_at_ms: z.number(),
  lease: base58,
  session_key: base58,
  session_private_key: z.string(),
  randomness_secret: hex32,
  job_sha256: sha256,
  input_sha256: sha256,
});

const storedProgress = z.object({
  served_until: u64,
  covered_s: u64,
  delivered_segments: count,
  accepted_segments: count,
  delivered_root: hex32,
});

const storedRefusal = z.object({
  code: z.enum(mismatchCodes),
  sentence: z.string(),
  segment: z.nullable(count),
});

const secretsPrefix = 'session/';
const progressPrefix = 'signed/';
const refusalPrefix = 'refused/';

/**
 * Writes the secrets of a new session down, for which its key must still be extractable. Do this before the lease is
 * opened: a lease without its session key runs unvouched.
 */
export async function saveSession(
  store: KeyValueStore,
  record: SessionRecord,
  nowMs = Date.now(),
): Promise<void> {
  const { sessionKey, signed } = record;
  const privateKey = new Uint8Array(await crypto.subtle.exportKey('pkcs8', sessionKey.privateKey));
  const stored = {
    version: 3,
    created_at_ms: nowMs,
    lease: record.lease,
    session_key: sessionKey.address,
    session_private_key: toBase64(privateKey),
    randomness_secret: hexFromBytes(record.randomnessSecret),
    job_sha256: record.jobSha256,
    input_sha256: record.inputSha256,
  };
  if (signed === null) await store.delete(progressPrefix + record.lease);
  else await saveProgress(store, record.lease, signed);
  if (record.refused !== null) await saveRefusal(store, record.lease, record.refused);
  await store.set(secretsPrefix + record.lease, JSON.stringify(stored));
}

/** Writes down what a voucher says. Do this before it is handed over. */
export function saveProgress(store: KeyValueStore, lease: Address, signed: SignedProgress): Promise<void> {
  const stored = {
    served_until: signed.servedUntil.toString(),
    covered_s: signed.coveredSeconds.toString(),
    delivered_segments: signed.deliveredSegments,
    accepted_segments: signed.acceptedSegments,
    delivered_root: hexFromBytes(signed.deliveredRoot),
  };
  return store.set(progressPrefix + lease, JSON.stringify(stored));
}

/** Writes down that the provider contradicted the job: no later session of this lease may accept anything of it. */
export const saveRefusal = (store: KeyValueStore, lease: Address, found: Mismatch): Promise<void> =>
  store.set(refusalPrefix + lease, JSON.stringify(found));

/**
 * The session of a lease; its key signs, and cannot be read out any more.
 *
 * @returns null when nothing is stored for the lease. @throws z.core.$ZodError when what is stored is damaged
 */
export async function loadSession(store: KeyValueStore, lease: Address): Promise<SessionRecord | null> {
  const text = await store.get(secretsPrefix + lease);
  if (text === null) return null;
  const stored = storedSecrets.parse(JSON.parse(text));
  const pkcs8 = new Uint8Array(fromBase64(stored.session_private_key) ?? []);
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
  return {
    lease: stored.lease,
    sessionKey: { address: stored.session_key, privateKey },
    randomnessSecret: stored.randomness_secret,
    jobSha256: stored.job_sha256,
    inputSha256: stored.input_sha256,
    signed: await loadProgress(store, lease),
    refused: await loadRefusal(store, lease),
  };
}

async function loadRefusal(store: KeyValueStore, lease: Address): Promise<Mismatch | null> {
  const text = await store.get(refusalPrefix + lease);
  return text === null ? null : storedRefusal.parse(JSON.parse(text));
}

async function loadProgress(store: KeyValueStore, lease: Address): Promise<SignedProgress | null> {
  const text = await store.get(progressPrefix + lease);
  if (text === null) return null;
  const stored = storedProgress.parse(JSON.parse(text));
  return {
    servedUntil: stored.served_until,
    coveredSeconds: stored.covered_s,
    deliveredSegments: stored.delivered_segments,
    acceptedSegments: stored.accepted_segments,
    deliveredRoot: stored.delivered_root,
  };
}

/** How long ago a session was written down, by the same clock; null when nothing is stored for the lease. */
export async function sessionAgeMs(
  store: KeyValueStore,
  lease: Address,
  nowMs: number,
): Promise<number | null> {
  const text = await store.get(secretsPrefix + lease);
  return text === null ? null : nowMs - storedSecrets.parse(JSON.parse(text)).created_at_ms;
}

/** Leases that a session is stored for. */
export async function storedLeases(store: KeyValueStore): Promise<readonly Address[]> {
  const keys = await store.keys(secretsPrefix);
  return keys.map((key) => key.slice(secretsPrefix.length)).filter(isAddress);
}

export async function forgetSession(store: KeyValueStore, lease: Address): Promise<void> {
  await store.delete(secretsPrefix + lease);
  await store.delete(progressPrefix + lease);
  await store.delete(refusalPrefix + lease);
}
