/** Counts and sizes as text, the same on a server and in a browser. */

/** A whole number with its thousands grouped, such as `1,234,567`. */
export function formatCount(count: number | bigint): string {
  return count.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A rate or count in three or four digits with its decimal prefix, such as `12.4 M`; for people, never for sums. */
export function formatCompact(count: bigint): string {
  const prefixes = ['', ' k', ' M', ' G', ' T', ' P'] as const;
  let scaled = Number(count);
  let step = 0;
  // 999.9 k would be printed as 1000 k.
  while (scaled >= (step === 0 ? 1_000 : 999.5) && step < prefixes.length - 1) {
    scaled /= 1_000;
    step += 1;
  }
  if (step === 0) return count.toString();
  const digits = scaled < 10 ? 2 : scaled < 100 ? 1 : 0;
  return `${scaled.toFixed(digits)}${prefixes[step] ?? ''}`;
}

const mibPerGib = 1_024;

/** Memory of a card, such as `24 GB`: vendors print GB where they count GiB. `undefined` where nothing is promised. */
export function formatVram(mib: number): string | undefined {
  if (mib <= 0) return undefined;
  const gib = mib / mibPerGib;
  return `${Number.isInteger(gib) ? gib.toString() : gib.toFixed(1)} GB`;
}

const bytesPerMib = 1_048_576n;

/** A size in bytes, in MiB or GiB with one digit after the point where it is not whole. */
export function formatBytes(bytes: bigint): string {
  if (bytes < 1_024n) return `${bytes} B`;
  if (bytes < bytesPerMib) return `${tenths(bytes, 1_024n)} KiB`;
  if (bytes < bytesPerMib * 1_024n) return `${tenths(bytes, bytesPerMib)} MiB`;
  return `${tenths(bytes, bytesPerMib * 1_024n)} GiB`;
}

function tenths(bytes: bigint, unit: bigint): string {
  const scaled = (bytes * 10n) / unit;
  const rest = scaled % 10n;
  return rest === 0n ? `${scaled / 10n}` : `${scaled / 10n}.${rest}`;
}

/** A reputation of 0 to 1,000,000 as a score out of 100 with one digit, cut, so that 100 means all of it. */
export function formatReputation(reputation: bigint): string {
  const scaled = reputation / 1_000n;
  return `${scaled / 10n}.${scaled % 10n}`;
}
