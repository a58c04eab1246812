import { type Address } from '@solana/kit';
import * as z from 'zod/mini';

/** One wish to rent: who rents which offer for which job. Renting again is another wish. */
export interface RentIntent {
  readonly offer: string;
  readonly renter: Address;
  /** Hex; names the job and with it its input. */
  readonly jobSha256: string;
}

const storedIntent = z.object({
  offer: z.string(),
  renter: z.string(),
  job_sha256: z.string(),
  nonce: z.string().check(z.regex(/^\d{1,20}$/)),
});

/** What the tab remembers of intents on one chain. */
export interface IntentMemory {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Beginning of the names under which it is kept: that of the chain. */
  readonly scope: string;
}

const keyOf = ({ scope }: IntentMemory, offer: string): string => `${scope}rent-intent/${offer}`;

/**
 * The number that the intent's lease is found under. It is drawn once and outlives a reload, so that whatever is pressed
 * twice opens the same lease, which the chain opens once.
 */
export function nonceOf(intent: RentIntent, memory: IntentMemory, draw: () => bigint): bigint {
  const known = readIntent(memory, intent.offer);
  const isSame = known !== null && known.renter === intent.renter && known.job_sha256 === intent.jobSha256;
  if (isSame) return BigInt.asUintN(64, BigInt(known.nonce));
  const nonce = draw();
  const { offer, renter, jobSha256 } = intent;
  memory.storage.setItem(
    keyOf(memory, offer),
    JSON.stringify({ offer, renter, job_sha256: jobSha256, nonce: nonce.toString() }),
  );
  return nonce;
}

/** The wish has come true: the next one draws anew. */
export function forgetIntent(offer: string, memory: IntentMemory): void {
  memory.storage.removeItem(keyOf(memory, offer));
}

function readIntent(memory: IntentMemory, offer: string): z.infer<typeof storedIntent> | null {
  try {
    const parsed = z.safeParse(
      storedIntent,
      JSON.parse(memory.storage.getItem(keyOf(memory, offer)) ?? 'null'),
    );
    return parsed.success && parsed.data.offer === offer ? parsed.data : null;
  } catch {
    return null;
  }
}

/** A number from all u64, from the browser's own source of randomness. */
export function randomNonce(): bigint {
  return new DataView(crypto.getRandomValues(new Uint8Array(8)).buffer).getBigUint64(0, true);
}
