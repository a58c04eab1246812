/** Which share of the segments the renter computes again, in parts per million. */
export interface SpotCheckPolicy {
  readonly sharePpm: number;
  /** Computed again in any case: this many, chosen at random as the job goes. */
  readonly atLeast: number;
}

const million = 1_000_000;

/**
 * Whether to compute this segment again, decided only after its output arrived, so that a worker cannot know.
 *
 * The least number is kept by drawing harder the fewer segments remain: of `remaining` segments, `due` are still needed.
 */
export function drawSpotCheck(
  policy: SpotCheckPolicy,
  progress: { readonly checked: number; readonly remaining: number },
  random: () => number = randomPpm,
): boolean {
  const due = Math.max(0, policy.atLeast - progress.checked);
  const neededPpm = progress.remaining <= due ? million : Math.ceil((due / progress.remaining) * million);
  return random() < Math.max(policy.sharePpm, neededPpm);
}

/** Uniform in 0 to 999,999, from the system's secure source: a guessable choice would protect nothing. */
function randomPpm(): number {
  const limit = Math.floor(2 ** 32 / million) * million;
  for (;;) {
    const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
    if (word < limit) return word % million;
  }
}
