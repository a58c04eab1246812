import { heartbeatLeasesMax } from '@/lib/actions/heartbeat-leases';
import { markdownTable } from '@/lib/observability/measurement';
import { genesisGpuClasses } from '@/lib/pyronet/gpu-classes';

import { readComputeUnits, unitsOf } from './compute-table';
import { fallbackLife, signaturesOf, type Step, voucherLife } from './lives';

/** What the chain charges for a signature, in lamports. */
const lamportsPerSignature = 5_000;
/** Assumed, in dollars; every figure in dollars is in proportion to it. */
const dollarsPerSol = 150;
/** Compute units that a block carries (SIMD-0256). */
const blockUnits = 60_000_000;
const blocksPerSecond = 2.5;

const hour = 3_600;
const spans = { 'an hour': hour, 'a day': 24 * hour, 'a month': 30 * 24 * hour } as const;
const intervals = [60, 120, 300] as const;
const fleets = [1, 8, 64, 512] as const;
const jobSeconds = 30;

/** The page of costs, out of the page of compute units. */
export function costsPage(computePage: string): string {
  const units = readComputeUnits(computePage);
  return [
    '# What the chain costs',
    `Written by \`npm run costs\` from [the compute units](measurements/compute-units.md). Fees are ${lamportsPerSignature} lamports for each signature, of transactions and of signed messages alike; dollars assume ${dollarsPerSol} for a SOL, a dollar for a USDC, and no priority fee. Rent is a deposit and comes back.`,
    '## A lease on the voucher path',
    'The renter is there: its page signs vouchers and the acceptance. What it costs does not depend on how long the lease runs.',
    markdownTable(['transaction', 'who', 'signatures', 'compute units'], stepRows(voucherLife, units)),
    '## A lease on the fallback',
    'The renter is gone: the provider proves its time by heartbeats, one within each interval.',
    markdownTable(['transaction', 'who', 'signatures', 'compute units'], stepRows(fallbackLife, units)),
    `In all, dollars per lease, heartbeats included. A fleet proves many leases in one transaction, up to ${heartbeatLeasesMax} where a lookup table names them (its own cost is not counted), about 29 otherwise:`,
    markdownTable(['interval', 'leases of the fleet', ...Object.keys(spans)], fallbackRows()),
    '## As a share of the price',
    'Of what a lease costs at the class’s reference price:',
    markdownTable(
      [
        'class',
        'USDC per hour',
        ...Object.keys(spans).map((span) => `vouchers, ${span}`),
        'heartbeats every 60 s, alone, an hour',
        'every 300 s, fleet of 64, a day',
      ],
      shareRows(),
    ),
    `## A job of ${jobSeconds} seconds`,
    `Alone it is a lease of its own. Inside a session, a lease of an hour that serves one such job after the other, it costs its part of one lease.`,
    markdownTable(['class', 'price of the job', 'fees alone', 'fees inside a session'], jobRows()),
    '## What a block carries',
    blockSentence(units),
  ].join('\n\n');
}

function stepRows(life: readonly Step[], units: ReadonlyMap<string, number>): string[][] {
  const rows = life.map(({ what, who, instructions, signatures }) => [
    `${what} (${instructions.map((name) => name.split(',')[0]).join(', ')})`,
    who,
    String(signatures),
    String(instructions.reduce((sum, name) => sum + unitsOf(units, name), 0)),
  ]);
  const fees = dollars(feeOf(signaturesOf(life)));
  return [...rows, [`in all: ${fees}`, '', String(signaturesOf(life)), String(unitsOfLife(life, units))]];
}

function unitsOfLife(life: readonly Step[], units: ReadonlyMap<string, number>): number {
  return life
    .flatMap(({ instructions }) => instructions)
    .reduce((sum, name) => sum + unitsOf(units, name), 0);
}

/** Signatures of one lease on the fallback, its part of the fleet's heartbeats included. */
function fallbackSignatures(seconds: number, interval: number, fleet: number): number {
  const beats = Math.ceil(seconds / interval) - 1;
  const transactions = Math.ceil(fleet / heartbeatLeasesMax);
  return signaturesOf(fallbackLife) + (beats * transactions) / fleet;
}

function fallbackRows(): string[][] {
  return intervals.flatMap((interval) =>
    fleets.map((fleet) => [
      `${interval} s`,
      fleet === 1 ? 'one' : String(fleet),
      ...Object.values(spans).map((seconds) => dollars(feeOf(fallbackSignatures(seconds, interval, fleet)))),
    ]),
  );
}

function priced(): readonly { readonly name: string; readonly perHour: number }[] {
  return genesisGpuClasses.flatMap(({ name, referencePricePerHour }) =>
    referencePricePerHour === undefined ? [] : [{ name, perHour: Number(referencePricePerHour) / 1e6 }],
  );
}

function shareRows(): string[][] {
  return priced().map(({ name, perHour }) => {
    const share = (signatures: number, seconds: number) =>
      percent(feeOf(signatures) / ((perHour * seconds) / hour));
    return [
      name,
      perHour.toFixed(3),
      ...Object.values(spans).map((seconds) => share(signaturesOf(voucherLife), seconds)),
      share(fallbackSignatures(spans['an hour'], 60, 1), spans['an hour']),
      share(fallbackSignatures(spans['a day'], 300, 64), spans['a day']),
    ];
  });
}

function jobRows(): string[][] {
  const alone = feeOf(signaturesOf(voucherLife));
  const inSession = alone / (hour / jobSeconds);
  return priced().map(({ name, perHour }) => {
    const price = (perHour * jobSeconds) / hour;
    const withShare = (fee: number) => `${dollars(fee)} (${percent(fee / price)})`;
    return [name, dollars(price), withShare(alone), withShare(inSession)];
  });
}

function blockSentence(units: ReadonlyMap<string, number>): string {
  const life = unitsOfLife(voucherLife, units);
  const perSecond = Math.floor((blockUnits * blocksPerSecond) / life);
  const further = unitsOf(units, 'heartbeatLeases, each further lease');
  const first = unitsOf(units, 'heartbeatLeases, 1 lease');
  const beat = further + (first - further) / heartbeatLeasesMax;
  const alive = Math.floor((blockUnits * blocksPerSecond * 60) / beat);
  return `A lease on the voucher path takes ${grouped(life)} compute units from opening to close, so a block of ${grouped(blockUnits)} has room for ${grouped(Math.floor(blockUnits / life))} whole leases, ${grouped(perSecond)} each second. On the fallback with full batches a heartbeat takes ${grouped(Math.round(beat))} units, so by compute units alone a chain that did nothing else could keep ${grouped(alive)} leases at an interval of 60 s; what else a chain checks, signatures above all, is not counted. No two leases share an account that both write, except those of one provider.`;
}

const feeOf = (signatures: number): number => (signatures * lamportsPerSignature * dollarsPerSol) / 1e9;

function dollars(amount: number): string {
  return `$${amount >= 0.1 ? amount.toFixed(2) : amount.toPrecision(2)}`;
}

function percent(share: number): string {
  const value = share * 100;
  return `${value >= 10 ? value.toFixed(0) : value.toPrecision(2)} %`;
}

const grouped = (value: number): string => value.toLocaleString('en-US');
