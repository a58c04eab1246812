import { type Reading } from './meter';

interface Peer {
  readonly program: string;
  readonly instruction: string;
  readonly units: string;
  /** The row of ours that does something comparable. */
  readonly ours: string;
  readonly source: string;
}

const manifest = '[guide](https://github.com/CKS-Systems/manifest/blob/main/docs/WALLET_INTEGRATION.md)';
const pToken = '[SIMD-0266](https://github.com/solana-foundation/solana-improvement-documents)';

const peers: readonly Peer[] = [
  {
    program: 'Manifest',
    instruction: 'place one order',
    units: '40,000 to 60,000',
    ours: 'placeOrder',
    source: manifest,
  },
  {
    program: 'Manifest',
    instruction: 'claim a seat',
    units: '50,000 to 70,000',
    ours: 'registerProvider',
    source: manifest,
  },
  {
    program: 'Manifest',
    instruction: 'cancel all and withdraw',
    units: '80,000 to 120,000',
    ours: 'cancelOrder',
    source: manifest,
  },
  {
    program: 'SPL Token, as it was',
    instruction: 'transfer checked',
    units: '6,200',
    ours: 'claimProvider',
    source: pToken,
  },
  {
    program: 'p-token',
    instruction: 'transfer checked',
    units: '105',
    ours: 'claimProvider',
    source: pToken,
  },
];

/** Each peer beside what ours needs at most. */
export function peerRows(readings: ReadonlyMap<string, Reading>): string[][] {
  return peers.map(({ program, instruction, units, ours, source }) => {
    const most = readings.get(ours)?.units.at(-1) ?? 0;
    return [program, instruction, units, ours, String(most), source];
  });
}
