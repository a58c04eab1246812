/**
 * Base58 with Bitcoin's alphabet, for addresses (32 bytes), signatures (64) and whole transactions.
 *
 * Digits are kept four base58 places at a time (58^4 < 2^24) and bytes three at a time, so that every product stays an
 * exact double below 2^53 and no bigint is allocated.
 */

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const LIMB = 58 ** 4;
const BYTES_LIMB = 1 << 24;

const PAIRS = 58 * 58;
/** Every two digits, highest first, by their value. */
const PAIR_TEXT = Array.from(
  { length: PAIRS },
  (_, pair) => ALPHABET.charAt(Math.floor(pair / 58)) + ALPHABET.charAt(pair % 58),
);
const VALUE_OF_CODE = new Int8Array(128).fill(-1);
for (let value = 0; value < ALPHABET.length; value++) VALUE_OF_CODE[ALPHABET.charCodeAt(value)] = value;

function textOfLimb(limb: number): string {
  const high = Math.floor(limb / PAIRS);
  return (PAIR_TEXT[high] ?? '') + (PAIR_TEXT[limb - high * PAIRS] ?? '');
}

/** Text of `bytes`; each leading zero byte is one `1`. */
export function encodeBase58(bytes: Uint8Array): string {
  let zeros = 0;
  while (zeros < bytes.length && bytes[zeros] === 0) zeros++;
  const limbs: number[] = [];
  let position = zeros;
  const head = (bytes.length - zeros) % 3;
  const absorb = (value: number, scale: number): void => {
    let carry = value;
    for (let index = 0; index < limbs.length; index++) {
      const product = (limbs[index] ?? 0) * scale + carry;
      carry = Math.floor(product / LIMB);
      limbs[index] = product - carry * LIMB;
    }
    while (carry > 0) {
      limbs.push(carry % LIMB);
      carry = Math.floor(carry / LIMB);
    }
  };
  for (; position < zeros + head; position++) absorb(bytes[position] ?? 0, 256);
  for (; position < bytes.length; position += 3) {
    const word =
      ((bytes[position] ?? 0) << 16) | ((bytes[position + 1] ?? 0) << 8) | (bytes[position + 2] ?? 0);
    absorb(word, BYTES_LIMB);
  }
  let text = '';
  for (let index = limbs.length - 1; index >= 0; index--) text += textOfLimb(limbs[index] ?? 0);
  let start = 0;
  while (start < text.length && text.charCodeAt(start) === 49) start++;
  return '1'.repeat(zeros) + text.slice(start);
}

/** Bytes of `text`, or undefined where a character is outside the alphabet. */
export function decodeBase58(text: string): Uint8Array | undefined {
  let zeros = 0;
  while (zeros < text.length && text.charCodeAt(zeros) === 49) zeros++;
  const words: number[] = [];
  for (let position = zeros; position < text.length; position++) {
    const code = text.charCodeAt(position);
    let carry = code < 128 ? (VALUE_OF_CODE[code] ?? -1) : -1;
    if (carry < 0) return undefined;
    for (let index = 0; index < words.length; index++) {
      const product = (words[index] ?? 0) * 58 + carry;
      carry = Math.floor(product / BYTES_LIMB);
      words[index] = product - carry * BYTES_LIMB;
    }
    if (carry > 0) words.push(carry);
  }
  const bytes: number[] = [];
  for (const word of words) bytes.push(word & 255, (word >> 8) & 255, (word >> 16) & 255);
  while (bytes.length > 0 && bytes[bytes.length - 1] === 0) bytes.pop();
  const decoded = new Uint8Array(zeros + bytes.length);
  for (let index = 0; index < bytes.length; index++) decoded[decoded.length - 1 - index] = bytes[index] ?? 0;
  return decoded;
}
