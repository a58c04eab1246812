/** Element id of a transaction's toast. */
export function toastId(key: string): string {
  return `transaction ${key}`;
}
