import { type Json } from '@/programs/localnet/wire/json';

/** A token amount as RPC writes it; `uiAmount` is for display only and may be rounded. */
export function encodeTokenAmount(amount: bigint, decimals: number): { readonly [name: string]: Json } {
  const text = decimalText(amount, decimals);
  return { uiAmount: Number(text), decimals, amount: String(amount), uiAmountString: text };
}

function decimalText(amount: bigint, decimals: number): string {
  if (decimals === 0) return String(amount);
  const digits = String(amount).padStart(decimals + 1, '0');
  const whole = digits.slice(0, -decimals);
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
