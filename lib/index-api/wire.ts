/** A value as JSON with `u64` and `i64` as decimal strings, which is how the shapes read them. */
export function toWire(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) => (typeof entry === 'bigint' ? entry.toString() : entry));
}
