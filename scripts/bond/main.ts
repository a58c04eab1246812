import { parseArgs } from 'node:util';

import { requiredBond } from '@/lib/domain/bond';
import { auditedBond, detectionChance } from '@/lib/domain/bond-size';
import { formatUsdc, parseUsdc } from '@/lib/domain/usdc';
import { initialParams } from '@/lib/pyronet/initial-params';

/** Prints how much of a provider's bond a lease locks, under the initial parameters: `npm run bond -- --help`. */
const usage = `npm run bond -- --price <USDC per GPU and hour> --hours <h> [--gpus <n>] [--risk <USDC>]

  --price  what the offer asks per GPU and hour
  --hours  how long the lease may run, a whole number
  --gpus   GPUs of the lease (1)
  --risk   value that the renter puts at risk, in USDC (0)`;

/** Ends the command with what is wrong and how it is used. */
function refuse(problem: string): never {
  process.stderr.write(`${problem}\n\n${usage}\n`);
  process.exit(1);
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        price: { type: 'string' },
        hours: { type: 'string' },
        gpus: { type: 'string', default: '1' },
        risk: { type: 'string', default: '0' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

const values = readOptions();

function atoms(text: string | undefined, name: string): bigint {
  const parsed = parseUsdc(text ?? '');
  return parsed.ok ? parsed.value : refuse(`--${name}: ${parsed.problem.message}`);
}

function count(text: string | undefined, name: string): bigint {
  return /^[1-9]\d{0,5}$/.test(text ?? '')
    ? BigInt(text ?? '')
    : refuse(`--${name} needs a whole number above zero.`);
}

if (values.help) {
  process.stdout.write(`${usage}\n`);
} else {
  const costAtoms = atoms(values.price, 'price') * count(values.hours, 'hours') * count(values.gpus, 'gpus');
  const exposure = {
    costAtoms,
    valueAtRiskAtoms: atoms(values.risk, 'risk'),
    slashBurnBps: initialParams.slashBurnBps,
    leastBondAtoms: initialParams.bondPerLeaseMin,
  };
  const chance = Number(detectionChance(initialParams)) / 10 ** 10;
  const { auditSegments, slashBurnBps } = initialParams;
  process.stdout.write(
    [
      `cost of the lease       ${formatUsdc(costAtoms)} USDC`,
      `value at risk           ${formatUsdc(exposure.valueAtRiskAtoms)} USDC`,
      `burned share of a slash ${String(slashBurnBps / 100)} %`,
      `bond locked             ${formatUsdc(requiredBond(exposure))} USDC`,
      `with audits of ${String(auditSegments)} segments, which find fraud in ${chance.toFixed(2)} % of leases,`,
      `it would be             ${formatUsdc(auditedBond(exposure, initialParams))} USDC`,
      '',
    ].join('\n'),
  );
}
