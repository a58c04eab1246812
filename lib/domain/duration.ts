/** Times as text, by the whole seconds of the chain's clock. The same on a server and in a browser. */

const minute = 60;
const hour = 3_600;
const day = 86_400;

/** A length of time in its two largest units, such as `2 h 05 min`, `48 s` or `3 d 04 h`. Negative counts as none. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < minute) return `${whole} s`;
  if (whole < hour) return twoUnits(whole, minute, 'min', 1, 's');
  if (whole < day) return twoUnits(whole, hour, 'h', minute, 'min');
  return twoUnits(whole, day, 'd', hour, 'h');
}

/** How long ago something was: tenths below ten seconds, then as `formatDuration`. */
export function formatAgo(seconds: number): string {
  if (seconds < 0.05) return 'just now';
  if (seconds < 10) return `${seconds.toFixed(1)} s ago`;
  return `${formatDuration(seconds)} ago`;
}

/** Time left on a clock face, such as `04:59` or `1:04:59`; rounded up, so that it shows zero only at the end. */
export function formatCountdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const hours = Math.floor(whole / hour);
  const minutes = Math.floor((whole % hour) / minute);
  const rest = `${twoDigits(minutes)}:${twoDigits(whole % minute)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}

/** An instant in coordinated universal time, such as `2026-03-09 14:05:09 UTC`. */
export function formatInstant(unixS: number): string {
  return `${new Date(unixS * 1_000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function twoUnits(whole: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((whole % large) / small);
  const head = `${Math.floor(whole / large)} ${largeName}`;
  return rest === 0 ? head : `${head} ${twoDigits(rest)} ${smallName}`;
}

function twoDigits(value: number): string {
  return value.toString().padStart(2, '0');
}
