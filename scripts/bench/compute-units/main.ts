// `npm run bench:cu`: compute units of every instruction of the program, the rent of its accounts, its size.
import { statSync } from 'node:fs';
import path from 'node:path';

import { rentExemptLamports } from '@/lib/domain/rent';
import { keepMeasurement, markdownTable } from '@/lib/observability/measurement';
import {
  getAttestationSize,
  getBurnAuctionSize,
  getConfigSize,
  getGpuClassSize,
  getLeaseSize,
  getOfferSize,
  getOrderSize,
  getPairSize,
  getParamsSize,
  getParkingSize,
  getProviderSize,
  getSeizureSize,
} from '@/lib/pyronet/generated';

import { playEverything } from './lives';
import { Meter, type Reading } from './meter';
import { peerRows } from './peers';

const root = path.resolve(import.meta.dirname, '../../..');
const binary = 'programs/pyronet/artifacts/pyronet.so';

/** The cost of an instruction that creates an address depends on its bump, so each is measured over many addresses. */
const repetitions = 16;

/** Figures to come under; settling and claiming count together. */
const stretch: Readonly<Record<string, number>> = {
  takeOffer: 6_500,
  'settleLease + claimProvider': 2_200,
  matchOrder: 7_500,
  awardFailover: 9_000,
  heartbeat: 500,
  'heartbeatLeases, each further lease': 300,
  'settleLeases, each further lease': 1_800,
  redeemVoucher: 900,
  listOffer: 2_500,
};

const meter = new Meter();
for (let repetition = 0; repetition < repetitions; repetition += 1) await playEverything(meter, repetition);
const readings = meter.readings();
keepMeasurement(root, {
  name: 'compute-units',
  title: 'Compute units per instruction, rent per account, size of the program',
  command: 'npm run bench:cu',
  body: [
    `Units that the committed program consumed on the embedded chain, in ${repetitions} lives of everything with other addresses each. Units do not depend on the machine; a test refuses a program of which an instruction needs more than the most of its row. A redemption's signature is checked by the precompile in an instruction of its own, which is not counted. Opening an address costs more where its bump is below 255; the client picks nonces for which it is not, so leases are opened at the least figure.`,
    markdownTable(
      ['instruction', 'least', 'median', 'most', 'accounts', 'stretch'],
      [...readings].map(([name, reading]) => instructionRow(name, reading)),
    ),
    '## Beside others',
    'What others say, or what was measured of them, of instructions that do something comparable. Nobody else publishes figures for renting machines.',
    markdownTable(['program', 'instruction', 'units', 'ours', 'units', 'source'], peerRows(readings)),
    '## Rent and size',
    'Rent is deposited by who opens an account and comes back when it closes. Config, params, GPU classes and providers stay.',
    markdownTable(['account', 'bytes', 'rent in lamports'], rentRows()),
    `The program is ${statSync(path.join(root, binary)).size} bytes.`,
  ].join('\n\n'),
});

function instructionRow(name: string, { units, accounts }: Reading): string[] {
  const pick = (at: number) => String(units[at] ?? 0);
  const limit = stretch[name];
  const spread = [pick(0), pick(Math.floor(units.length / 2)), pick(units.length - 1)];
  const count = accounts === undefined ? '' : String(accounts);
  return [name, ...spread, count, limit === undefined ? '' : `< ${limit}`];
}

function rentRows(): string[][] {
  const tokenAccountBytes = 165;
  const sizes: readonly (readonly [string, number])[] = [
    ['config', getConfigSize()],
    ['params', getParamsSize()],
    ['gpu class', getGpuClassSize()],
    ['provider', getProviderSize()],
    ['offer', getOfferSize()],
    ['order', getOrderSize()],
    ['lease', getLeaseSize()],
    ['attestation', getAttestationSize()],
    ['seizure', getSeizureSize()],
    ['burn auction', getBurnAuctionSize()],
    ['pair', getPairSize()],
    ['parking', getParkingSize()],
    ['vault', tokenAccountBytes],
  ];
  return sizes.map(([name, bytes]) => [name, String(bytes), String(rentExemptLamports(bytes))]);
}
