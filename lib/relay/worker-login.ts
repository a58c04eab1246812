import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { type Address } from '@solana/kit';

import { DataPlaneError } from '@/lib/blobs/data-plane-error';
import {
  addressBytes,
  fromBase64,
  SIGNATURE_BYTES,
  type SignedNetwork,
  signEd25519,
  toBase64,
  verifyEd25519,
} from '@/lib/blobs/signed-bytes';
import { concatBytes } from '@/lib/domain/bytes';
import { contentDigest } from '@/lib/domain/commitment';
import { domainTag } from '@/lib/domain/tag';

const CHALLENGE_BYTES = 32;
const CHALLENGE_LIFE_MS = 60_000;
const SCHEME = 'Pyronet-Worker ';
const TAG = domainTag('pyro.relay.v1');

/** What a login is bound to; the origin keeps one relay from passing a login on to another. */
export interface LoginScope {
  readonly network: SignedNetwork;
  readonly provider: Address;
  /** The relay's own origin as its workers know it, e.g. `https://pyronet.example`. */
  readonly origin: string;
}

/**
 * Issues challenges without remembering them (an HMAC makes them recognisable), so that asking for many costs the
 * relay nothing; only challenges that were answered rightly are remembered, to be used once.
 */
export class WorkerLogins {
  readonly #secret = randomBytes(32);
  readonly #used = new Map<string, number>();

  constructor(private readonly nowMs: () => number) {}

  /** @returns 32 bytes */
  issue(provider: Address): Uint8Array {
    const head = new Uint8Array(16);
    new DataView(head.buffer).setBigUint64(0, BigInt(this.nowMs() + CHALLENGE_LIFE_MS), true);
    head.set(randomBytes(8), 8);
    return concatBytes(head, this.#seal(provider, head));
  }

  /**
   * Checks the `authorization` header of a worker that connects.
   * @throws DataPlaneError `unauthorized`
   */
  async verify(header: string | null, scope: LoginScope, workerKey: Address): Promise<void> {
    const bytes = header?.startsWith(SCHEME) ? fromBase64(header.slice(SCHEME.length).trim()) : undefined;
    if (bytes?.byteLength !== CHALLENGE_BYTES + SIGNATURE_BYTES) throw refused('The login is malformed.');
    const challenge = bytes.slice(0, CHALLENGE_BYTES);
    const expiresAtMs = Number(new DataView(challenge.buffer).getBigUint64(0, true));
    const sealed = timingSafeEqual(
      challenge.subarray(16),
      this.#seal(scope.provider, challenge.subarray(0, 16)),
    );
    if (!sealed || expiresAtMs <= this.nowMs()) throw refused('The challenge is not ours or has expired.');
    const message = loginMessage(scope, challenge);
    if (!(await verifyEd25519(workerKey, message, bytes.slice(CHALLENGE_BYTES)))) {
      throw refused("The login is not signed by this provider's worker key.");
    }
    this.#useOnce(toBase64(challenge), expiresAtMs);
  }

  #useOnce(challenge: string, expiresAtMs: number): void {
    for (const [known, expiry] of this.#used) if (expiry <= this.nowMs()) this.#used.delete(known);
    if (this.#used.has(challenge)) throw refused('This challenge was used before.');
    this.#used.set(challenge, expiresAtMs);
  }

  #seal(provider: Address, head: Uint8Array): Uint8Array {
    return createHmac('sha256', this.#secret).update(provider).update(head).digest().subarray(0, 16);
  }
}

/** The `authorization` header that answers a challenge. */
export async function signLogin(
  scope: LoginScope,
  challenge: Uint8Array,
  workerPrivateKey: CryptoKey,
): Promise<string> {
  const signature = await signEd25519(workerPrivateKey, loginMessage(scope, challenge));
  return SCHEME + toBase64(concatBytes(challenge, signature));
}

function loginMessage({ network, provider, origin }: LoginScope, challenge: Uint8Array): Uint8Array {
  return concatBytes(
    TAG,
    network.genesisHash,
    addressBytes(network.programAddress),
    addressBytes(provider),
    contentDigest(new TextEncoder().encode(origin)),
    challenge,
  );
}

const refused = (message: string): DataPlaneError =>
  new DataPlaneError(
    'unauthorized',
    message,
    'Ask for a new challenge and sign it with the worker key on chain.',
  );
