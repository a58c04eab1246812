/** Rent deposits of accounts, in lamports. Source: Solana's default rent, 6,960 lamports a byte, 128 bytes of overhead. */
const lamportsPerByte = 6_960n;
const overheadBytes = 128n;

/** Lamports that make an account of this size rent-exempt; they come back when it closes. */
export function rentExemptLamports(accountBytes: number): bigint {
  return (overheadBytes + BigInt(accountBytes)) * lamportsPerByte;
}
