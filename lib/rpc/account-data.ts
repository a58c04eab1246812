import { address, type Address, getBase64Encoder, type ReadonlyUint8Array } from '@solana/kit';

/** An account as a node reported it. */
export interface ChainAccount {
  readonly owner: Address;
  readonly lamports: bigint;
  readonly executable: boolean;
  readonly data: ReadonlyUint8Array;
}

const base64 = getBase64Encoder();

/**
 * Reads an account in base64 encoding as nodes send it in answers and notifications.
 *
 * @returns null when there is no account (never opened, or closed and without lamports), undefined when the value is not
 * an account at all.
 */
export function readAccount(value: unknown): ChainAccount | null | undefined {
  if (value === null) return null;
  if (typeof value !== 'object') return undefined;
  const lamports: unknown = Reflect.get(value, 'lamports');
  const owner: unknown = Reflect.get(value, 'owner');
  const data: unknown = Reflect.get(value, 'data');
  if (typeof lamports !== 'bigint' || typeof owner !== 'string' || !Array.isArray(data)) return undefined;
  if (lamports === 0n) return null;
  const [text, encoding]: unknown[] = data;
  if (typeof text !== 'string' || encoding !== 'base64') return undefined;
  try {
    return {
      owner: address(owner),
      lamports,
      executable: Reflect.get(value, 'executable') === true,
      data: base64.encode(text),
    };
  } catch {
    return undefined;
  }
}

/** Value and slot of an answer or notification of the form `{ context: { slot }, value }`. */
export function readContextual(
  result: unknown,
): { readonly slot: bigint; readonly value: unknown } | undefined {
  if (typeof result !== 'object' || result === null) return undefined;
  const context: unknown = Reflect.get(result, 'context');
  const slot: unknown =
    typeof context === 'object' && context !== null ? Reflect.get(context, 'slot') : undefined;
  return typeof slot === 'bigint' ? { slot, value: Reflect.get(result, 'value') } : undefined;
}

/** Whether nothing a reader could notice differs. */
export function sameAccount(one: ChainAccount | null, other: ChainAccount | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.lamports === other.lamports &&
    one.owner === other.owner &&
    one.data.length === other.data.length &&
    one.data.every((byte, index) => byte === other.data[index])
  );
}
