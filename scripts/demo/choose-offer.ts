import { type Address } from '@solana/kit';

import { runWork } from '@/lib/actions/run-work';
import { takeOffer, type TakeOfferPlan } from '@/lib/actions/take-offer';
import { type TakeOfferRequest } from '@/lib/actions/take-offer-request';
import { type JobPlan } from '@/lib/engine/engine';
import { type OpenOffer, readOpenOffers } from '@/lib/queries/open-offers';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { readChainTime } from '@/lib/rpc/chain-time';

import { DemoProblem, exitCode } from './demo-problem';

export interface ChosenOffer {
  readonly offer: OpenOffer;
  readonly plan: TakeOfferPlan;
  /** Seconds that the whole job takes at the speed the offer guarantees, rounded up. */
  readonly guaranteedSeconds: bigint;
  /** Offers looked at. */
  readonly considered: number;
}

/** What every offer is asked for; the offer's own part is filled in. */
export type OfferRequest = Omit<
  TakeOfferRequest,
  'offer' | 'provider' | 'gpuCount' | 'work' | 'now' | 'guard'
> & {
  readonly plan: JobPlan;
  /** Bytes of the job and of its scene together. */
  readonly inputBytes: number;
  readonly maxPricePerHour: bigint | null;
  readonly onlyProvider: Address | null;
};

/**
 * The offer on which the job costs least, and among equals the fastest one.
 *
 * @throws DemoProblem that says how many offers there are and what each lacks
 */
export async function chooseOffer(client: ChainClient, request: OfferRequest): Promise<ChosenOffer> {
  const open = await readOpenOffers(client);
  const { unixSeconds } = await readChainTime(client);
  const wanted = open.filter(
    ({ offer }) => request.onlyProvider === null || offer.provider === request.onlyProvider,
  );
  const fits: ChosenOffer[] = [];
  const reasons = new Map<string, number>();
  for (const candidate of wanted) {
    const { work, guaranteedSeconds } = runWork(request.plan, request.inputBytes, candidate.offer);
    const result = await takeOffer({
      ...request,
      offer: { address: candidate.address, data: candidate.offer },
      provider: { address: candidate.offer.provider, data: candidate.provider },
      gpuCount: 1,
      work,
      guard: { pricePerHourMax: request.maxPricePerHour ?? candidate.pricePerHour },
      now: unixSeconds,
    });
    if (result.ok) {
      fits.push({ offer: candidate, plan: result.value, guaranteedSeconds, considered: wanted.length });
    } else {
      const reason = `${result.problem.message} ${result.problem.next}`;
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
  }
  const best = fits.sort(byCostThenSpeed)[0];
  if (best === undefined) throw noOffer(wanted.length, reasons);
  return best;
}

function byCostThenSpeed(one: ChosenOffer, other: ChosenOffer): number {
  const [costOne, costOther] = [one.plan.quote.escrow, other.plan.quote.escrow];
  if (costOne !== costOther) return costOne < costOther ? -1 : 1;
  return Number(one.guaranteedSeconds - other.guaranteedSeconds);
}

function noOffer(considered: number, reasons: ReadonlyMap<string, number>): DemoProblem {
  if (considered === 0) {
    return new DemoProblem(
      exitCode.noNetwork,
      'Nobody offers a machine right now.',
      'Start a worker with `npm run worker`, or a whole network with `npm start`.',
    );
  }
  const listed = [...reasons].map(([reason, count]) => `  ${count} of ${considered}: ${reason}`).join('\n');
  return new DemoProblem(
    exitCode.noNetwork,
    `None of the ${considered} open offers can take this job.\n${listed}`,
    'Change the job or the limits above.',
  );
}
