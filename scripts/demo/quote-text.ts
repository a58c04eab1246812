import { formatPricePerHour, formatPricePerSecond } from '@/lib/domain/price';
import { formatUsdc } from '@/lib/domain/usdc';
import { genesisGpuClasses } from '@/lib/pyronet/gpu-classes';

import { type ChosenOffer } from './choose-offer';
import { type Terminal } from './terminal';

const lamportsPerSol = 1_000_000_000n;

/** What the lease costs, and what of it is proved, before anything is signed. */
export function printQuote(
  terminal: Terminal,
  { offer, plan, guaranteedSeconds, considered }: ChosenOffer,
): void {
  const { quote } = plan;
  const gpu =
    genesisGpuClasses.find(({ classId }) => classId === offer.offer.classId)?.name ?? 'unlisted class';
  const row = (name: string, value: string): void => terminal.line(`    ${name.padEnd(22)}${value}`);
  terminal.line();
  terminal.line(
    `  ${terminal.paint.bold('Quote')} (cheapest of ${considered} open offer${considered === 1 ? '' : 's'})`,
  );
  row('machine', `${gpu}, provider ${offer.offer.provider}`);
  row('price', `${formatPricePerHour(quote.ratePerHour)} = ${formatPricePerSecond(quote.ratePerHour)}`);
  row(
    'at most',
    `${formatUsdc(quote.escrow, { minimumDecimals: 6 })} USDC into escrow; what is not earned comes back`,
  );
  row('guaranteed', `done after ${guaranteedSeconds} s of work; a slower machine earns no more`);
  row(
    'fee',
    `${formatUsdc(quote.feeIfAllEarned, { minimumDecimals: 6 })} USDC of it if all is earned, borne by the provider`,
  );
  row(
    'lost by cancelling',
    `${formatUsdc(quote.cancelDeposit, { minimumDecimals: 6 })} USDC, before the start only`,
  );
  row(
    'provider’s bond',
    `${formatUsdc(quote.providerBond, { minimumDecimals: 6 })} USDC locked against fraud`,
  );
  row('deposits', `${formatSol(quote.rentLamports)} SOL for two accounts, returned when the lease closes`);
  terminal.line();
  const say = (claim: string, text: string): void => {
    terminal.line(`  ${terminal.paint.bold(claim.padEnd(12))}  ${text}`);
  };
  say(
    'Committed',
    'every tile, to its last bit; you check each one and compute some again before you accept',
  );
  say('Vouched for', 'the time served, by your session key, which can send money nowhere else');
  say('Not proved', 'that the machine is the one it says it is, and that the scene stays private');
  say('Not built', 'disputes on chain: until they are, your protection is not to accept a wrong tile');
  terminal.line();
}

/** Nine digits after the point: exact to the lamport. */
export function formatSol(lamports: bigint): string {
  const magnitude = lamports < 0n ? -lamports : lamports;
  const fraction = (magnitude % lamportsPerSol).toString().padStart(9, '0');
  return `${lamports < 0n ? '-' : ''}${magnitude / lamportsPerSol}.${fraction}`;
}
