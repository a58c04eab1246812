import { accruedForWork } from '@/lib/domain/accrual';
import { runwaySeconds } from '@/lib/domain/price';
import { formatUsdc } from '@/lib/domain/usdc';
import { type JobPlan } from '@/lib/engine/engine';
import { type Job, tileOf } from '@/lib/engine/job';
import { linearOf } from '@/lib/engine/result';
import { toneMap } from '@/lib/engine/tone-map';
import { type Lease, LeaseState } from '@/lib/pyronet/generated';
import { type SessionEvent } from '@/lib/session/session-event';

import { type Terminal } from './terminal';

const stateWords: Readonly<Record<LeaseState, string>> = {
  [LeaseState.None]: 'not open',
  [LeaseState.Open]: 'waiting for the provider',
  [LeaseState.Accepted]: 'the provider prepares',
  [LeaseState.Active]: 'rendering',
  [LeaseState.Stopping]: 'ended, waiting for the proof',
  [LeaseState.Auditing]: 'attested, checking',
  [LeaseState.Settled]: 'settled',
};

const frameMs = 250;
const largestGridRows = 24;

/** Shows a session: tiles in their own colours as they arrive, the cost ticking, the runway. */
export class LiveView {
  #lease: Lease | null = null;
  /** Real time at which the lease was seen to start, to let the cost tick between two looks at the chain. */
  #startedMs: number | null = null;
  #endedMs: number | null = null;
  #worker: string | null = null;
  #delivered = 0;
  #vouched = { delivered: 0n, accepted: 0n, covered: 0n };
  readonly #colours = new Map<number, readonly [number, number, number]>();
  readonly #rechecked = new Set<number>();
  #timer: ReturnType<typeof setInterval> | null = null;
  #lastTenth = 0;

  constructor(
    private readonly terminal: Terminal,
    private readonly job: Job,
    private readonly plan: JobPlan,
    private readonly exposure: number,
  ) {}

  start(): void {
    this.#timer = setInterval(() => this.#draw(), frameMs);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.terminal.draw([]);
  }

  readonly show = (event: SessionEvent): void => {
    const { line, paint } = this.terminal;
    switch (event.type) {
      case 'lease':
        return this.#see(event.lease);
      case 'worker':
        if (event.url === null) line(paint.warm('  · The worker does not answer; looking for it.'));
        else if (event.url !== this.#worker) line(`  · Connected to the worker at ${event.url}`);
        this.#worker = event.url;
        return;
      case 'uploaded':
        return line(`  · Uploaded ${event.bytes} bytes with a permit of the session key`);
      case 'delivered':
        this.#delivered += 1;
        this.#colours.set(event.segment.index, meanColour(event.segment.output, this.exposure));
        return this.#tellProgress();
      case 'rechecked':
        if (event.matches) this.#rechecked.add(event.index);
        return;
      case 'vouched':
        this.#vouched = {
          delivered: event.voucher.deliveredSegments,
          accepted: event.voucher.acceptedSegments,
          covered: event.voucher.coveredSeconds,
        };
        return;
      case 'mismatch':
        return line(paint.bad(`  ✗ ${event.mismatch.sentence}`));
      case 'accepting':
        return line('  · All hashes agree with the attestation on chain; accepting it');
      case 'trouble':
        return line(paint.dim(`  · ${event.sentence} Trying again.`));
    }
  };

  #see(lease: Lease): void {
    if (lease.state !== this.#lease?.state) this.terminal.line(`  · ${capital(stateWords[lease.state])}`);
    if (lease.state === LeaseState.Active) this.#startedMs ??= Date.now();
    if (lease.state > LeaseState.Active) this.#endedMs ??= Date.now();
    this.#lease = lease;
  }

  /** Where output does not move, a line every tenth of the job. */
  #tellProgress(): void {
    const tenth = Math.floor((this.#delivered * 10) / this.plan.segmentCount);
    if (this.terminal.live || tenth === this.#lastTenth) return;
    this.#lastTenth = tenth;
    this.terminal.line(`  · ${this.#delivered} of ${this.plan.segmentCount} tiles, ${this.#costText()}`);
  }

  #draw(): void {
    if (this.#lease === null) return;
    const { delivered, accepted, covered } = this.#vouched;
    const counts = `${this.#delivered}/${this.plan.segmentCount} tiles · ${this.#rechecked.size} computed again here`;
    const voucher = `signed: ${covered} s served, ${delivered} tiles delivered, ${accepted} accepted`;
    this.terminal.draw([
      '',
      ...this.#grid(),
      '',
      `  ${this.terminal.paint.bold(counts)}`,
      `  ${this.terminal.paint.warm(this.#costText())}`,
      `  ${this.terminal.paint.dim(voucher)}`,
    ]);
  }

  #costText(): string {
    const lease = this.#lease;
    if (lease === null || this.#startedMs === null) return 'not billed yet';
    const seconds = BigInt(Math.floor(((this.#endedMs ?? Date.now()) - this.#startedMs) / 1_000));
    const units = this.plan.cumulativeUnits[this.#delivered - 1] ?? 0n;
    const cost = accruedForWork({
      ratePerHour: lease.ratePerHour,
      coveredSeconds: seconds,
      workUnits: units,
      guaranteedUnitsPerSecond: lease.guaranteedUnitsPerS,
    });
    const left = runwaySeconds(lease.funded - cost, lease.ratePerHour);
    const runway = left === undefined ? '' : ` · escrow lasts ${left} s at full rate`;
    return `${formatUsdc(cost, { minimumDecimals: 6 })} of ${formatUsdc(lease.funded, { minimumDecimals: 6 })} USDC after ${seconds} s${runway}`;
  }

  #grid(): readonly string[] {
    const { job, terminal } = this;
    const columns = Math.ceil(job.width / job.tileEdge);
    const rows = Math.ceil(job.height / job.tileEdge);
    const step = Math.max(
      1,
      Math.ceil((2 * columns) / (terminal.columns - 4)),
      Math.ceil(rows / largestGridRows),
    );
    const lines: string[] = [];
    for (let row = 0; row < rows; row += step) {
      let line = '  ';
      for (let column = 0; column < columns; column += step) line += this.#cell(row * columns + column);
      lines.push(line);
    }
    return lines;
  }

  /** Two characters make a cell about as wide as it is high. */
  #cell(index: number): string {
    const { paint } = this.terminal;
    const colour = this.#colours.get(index);
    if (colour === undefined) return paint.dim('· ');
    return paint.on(colour, this.#rechecked.has(index) ? '✓ ' : '  ');
  }
}

/** Where a tile's light ends up on screen, on average. */
function meanColour(output: Uint8Array, exposure: number): readonly [number, number, number] {
  const linear = linearOf(output);
  const mean = new Float32Array(3);
  for (let at = 0; at < linear.length; at += 1) mean[at % 3] = (mean[at % 3] ?? 0) + (linear[at] ?? 0);
  const pixels = Math.max(1, linear.length / 3);
  const [red = 0, green = 0, blue = 0] = toneMap(
    mean.map((sum) => sum / pixels),
    exposure,
  );
  return [red, green, blue];
}

/** For a reader who wants to see where in the picture a tile is. */
export function describeTile(job: Job, index: number): string {
  const { left, top, width, height } = tileOf(job, index);
  return `tile ${index} (${width}×${height} pixels at ${left},${top})`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
