import { type Address, getAddressFromPublicKey, isAddress } from '@solana/kit';
import { z } from 'zod';

import { isSha256Hex, type Sha256Hex } from '@/lib/blobs/digest';
import { fromBase64, signEd25519, toBase64 } from '@/lib/blobs/signed-bytes';
import { bytesFromHex, hexFromBytes } from '@/lib/domain/bytes';
import { type Digest, randomnessCommitment } from '@/lib/domain/commitment';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

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
  /** Names of the job and of its scene, whose bytes the caller keeps. */
  readonly jobSha256: Sha256Hex;
  readonly sceneSha256: Sha256Hex;
  /** The newest voucher that was signed; null before the first. */
  readonly signed: SignedProgress | null;
}

/** How far the vouchers signed so far go. */
export interface SignedProgress {
  readonly servedUntil: bigint;
  readonly coveredSeconds: bigint;
  readonly deliveredSegments: number;
  readonly acceptedSegments: number;
  readonly deliveredRoot: Digest;
}

const secretBytes = 32;

/** A new session key, and a new secret for the draw of verifiers. */
export async function createSessionSecrets(): Promise<
  Pick<SessionRecord, 'sessionKey' | 'randomnessSecret'> & { readonly renterCommit: Digest }
> {
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

const u64 = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform(BigInt);
const base58 = z.custom<Address>((value) => typeof value === 'string' && isAddress(value));
const sha256 = z.custom<Sha256Hex>((value) => typeof value === 'string' && isSha256Hex(value));
const hex32 = z
  .string()
  .length(2 * secretBytes)
  .transform((text, context) => {
    const bytes = bytesFromHex(text);
    if (bytes !== undefined) return bytes;
    context.addIssue('not hexadecimal');
    return z.NEVER;
  });

const storedRecord = z.object({
  version: z.literal(1),
  lease: base58,
  session_key: base58,
  session_private_key: z.string(),
  randomness_secret: hex32,
  job_sha256: sha256,
  scene_sha256: sha256,
  signed: z
    .object({
      served_until: u64,
      covered_s: u64,
      delivered_segments: z.number().int().nonnegative(),
      accepted_segments: z.number().int().nonnegative(),
      delivered_root: hex32,
    })
    .nullable(),
});

const prefix = 'session/';

/** Writes the record down. Do this before the lease is opened: a lease without its session key runs unvouched. */
export async function saveSession(store: KeyValueStore, record: SessionRecord): Promise<void> {
  const { sessionKey, signed } = record;
  const privateKey = new Uint8Array(await crypto.subtle.exportKey('pkcs8', sessionKey.privateKey));
  const stored = {
    version: 1,
    lease: record.lease,
    session_key: sessionKey.address,
    session_private_key: toBase64(privateKey),
    randomness_secret: hexFromBytes(record.randomnessSecret),
    job_sha256: record.jobSha256,
    scene_sha256: record.sceneSha256,
    signed: signed === null ? null : storedProgress(signed),
  };
  await store.set(prefix + record.lease, JSON.stringify(stored));
}

function storedProgress(signed: SignedProgress) {
  return {
    served_until: signed.servedUntil.toString(),
    covered_s: signed.coveredSeconds.toString(),
    delivered_segments: signed.deliveredSegments,
    accepted_segments: signed.acceptedSegments,
    delivered_root: hexFromBytes(signed.deliveredRoot),
  };
}

/** @returns null when nothing is stored for the lease. @throws z.ZodError when what is stored is damaged */
export async function loadSession(store: KeyValueStore, lease: Address): Promise<SessionRecord | null> {
  const text = await store.get(prefix + lease);
  if (text === null) return null;
  const stored = storedRecord.parse(JSON.parse(text));
  const pkcs8 = new Uint8Array(fromBase64(stored.session_private_key) ?? []);
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']);
  return {
    lease: stored.lease,
    sessionKey: { address: stored.session_key, privateKey },
    randomnessSecret: stored.randomness_secret,
    jobSha256: stored.job_sha256,
    sceneSha256: stored.scene_sha256,
    signed:
      stored.signed === null
        ? null
        : {
            servedUntil: stored.signed.served_until,
            coveredSeconds: stored.signed.covered_s,
            deliveredSegments: stored.signed.delivered_segments,
            acceptedSegments: stored.signed.accepted_segments,
            deliveredRoot: stored.signed.delivered_root,
          },
  };
}

/** Leases that a session is stored for. */
export async function storedLeases(store: KeyValueStore): Promise<readonly Address[]> {
  const keys = await store.keys(prefix);
  return keys.map((key) => key.slice(prefix.length)).filter(isAddress);
}

export const forgetSession = (store: KeyValueStore, lease: Address): Promise<void> =>
  store.delete(prefix + lease);
