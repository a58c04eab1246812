import { type Address } from '@solana/kit';

import { DataPlaneError } from '@/lib/blobs/data-plane-error';
import { fromBase64, toBase64, verifyEd25519 } from '@/lib/blobs/signed-bytes';
import { equalBytes } from '@/lib/domain/bytes';
import { type Digest } from '@/lib/domain/commitment';
import {
  decodeVoucherMessage,
  encodeVoucherMessage,
  type SessionScope,
  type Voucher,
} from '@/lib/domain/session-message';
import { type KeyValueStore } from '@/lib/storage/key-value-store';

/** A voucher as it can be redeemed. */
export interface HeldVoucher {
  readonly voucher: Voucher;
  /** Of the key that signed it; a replaced key's vouchers must be redeemed soon. */
  readonly sessionEpoch: number;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** What a voucher must agree with to be worth something. */
export interface VoucherCheck {
  readonly scope: SessionScope;
  readonly sessionKey: Address;
  /** The last second that a voucher may state, by the chain's clock. The program refuses one that states a later one. */
  readonly latest: bigint;
  readonly startedAt: bigint;
  /** Root over the first `count` segment leaves, or undefined where fewer are finished. */
  readonly rootOfFirst: (count: number) => Digest | undefined;
}

/** Keeps the best voucher of one lease, on disk before its sender is told so. */
export class VoucherBox {
  #best: HeldVoucher | undefined;
  /** The last voucher's turn: two that arrive at once are judged one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(private readonly notes: KeyValueStore) {}

  static async open(notes: KeyValueStore): Promise<VoucherBox> {
    const box = new VoucherBox(notes);
    const [message, signature] = ((await notes.get('voucher')) ?? '').split(' ').map(fromBase64);
    const decoded = message === undefined ? undefined : decodeVoucherMessage(message);
    if (message !== undefined && signature !== undefined && decoded !== undefined)
      box.#best = {
        voucher: decoded.voucher,
        sessionEpoch: decoded.scope.sessionEpoch,
        message,
        signature,
      };
    return box;
  }

  get best(): HeldVoucher | undefined {
    return this.#best;
  }

  /**
   * Keeps a verified voucher if it states more than the one held.
   * @returns the best voucher now
   * @throws DataPlaneError `conflict` when it takes back what an earlier one stated
   */
  keep(held: HeldVoucher): Promise<Voucher> {
    const turn = this.#turn.then(() => this.#keep(held));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #keep(held: HeldVoucher): Promise<Voucher> {
    const best = this.#best?.voucher;
    if (best !== undefined && statesLess(held.voucher, best)) {
      if (statesLess(best, held.voucher))
        throw refused('conflict', 'This voucher takes back an earlier one.');
      return best;
    }
    await this.notes.set('voucher', `${toBase64(held.message)} ${toBase64(held.signature)}`);
    this.#best = held;
    return held.voucher;
  }
}

/**
 * Checks a voucher against its lease and what was delivered.
 * @throws DataPlaneError `bad_request` (no voucher), `unauthorized` (signature), `forbidden` (other lease),
 *   `conflict` (states what did not happen)
 */
export async function verifyVoucher(
  message: Uint8Array,
  signature: Uint8Array,
  check: VoucherCheck,
): Promise<HeldVoucher> {
  const decoded = decodeVoucherMessage(message);
  if (decoded === undefined) throw refused('bad_request', 'This is not a voucher.');
  if (!equalBytes(encodeVoucherMessage(check.scope, decoded.voucher), message))
    throw refused('forbidden', 'This voucher is for another lease or session key.');
  if (!(await verifyEd25519(check.sessionKey, message, signature)))
    throw refused('unauthorized', "This voucher is not signed by the lease's session key.");
  const { voucher } = decoded;
  requirePossible(voucher, check);
  return { voucher, sessionEpoch: check.scope.sessionEpoch, message, signature };
}

function requirePossible(voucher: Voucher, { latest, startedAt, rootOfFirst }: VoucherCheck): void {
  const { servedUntil, coveredSeconds, deliveredSegments, acceptedSegments, deliveredRoot } = voucher;
  if (startedAt === 0n || servedUntil < startedAt || servedUntil > latest)
    throw refused('conflict', 'This voucher states a time outside the lease.');
  if (coveredSeconds > servedUntil - startedAt || acceptedSegments > deliveredSegments)
    throw refused('conflict', 'This voucher states more than can have happened.');
  if (deliveredSegments === 0n) return;
  const root = rootOfFirst(Number(deliveredSegments));
  if (root === undefined || !equalBytes(root, deliveredRoot))
    throw refused('conflict', 'This voucher states other segments than were delivered.');
}

const statesLess = (one: Voucher, other: Voucher): boolean =>
  one.servedUntil < other.servedUntil ||
  one.coveredSeconds < other.coveredSeconds ||
  one.deliveredSegments < other.deliveredSegments ||
  one.acceptedSegments < other.acceptedSegments;

const refused = (
  code: 'bad_request' | 'forbidden' | 'unauthorized' | 'conflict',
  message: string,
): DataPlaneError => new DataPlaneError(code, message, 'Sign a voucher for what this lease has delivered.');
