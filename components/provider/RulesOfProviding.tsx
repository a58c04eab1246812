import { formatDuration } from '@/lib/domain/duration';
import { type ParamsValues } from '@/lib/pyronet/generated';

export interface RulesOfProvidingProps {
  readonly params: Pick<ParamsValues, 'feeBps' | 'slashBurnBps' | 'unbondingS' | 'evidenceS' | 'raiseDelayS'>;
}

/** What providing costs and risks, in the terms of the parameters in force. */
export function RulesOfProviding({ params }: RulesOfProvidingProps) {
  return (
    <ul className="flex list-disc flex-col gap-2 pl-5 text-sm text-dim">
      <li>
        <strong className="font-medium text-ink">Fee.</strong> {percent(params.feeBps)} of what a lease
        releases to you. Listing, waiting and refusing cost nothing but the network’s fees.
      </li>
      <li>
        <strong className="font-medium text-ink">Locked bond.</strong> A lease locks bond worth{' '}
        {Number((10_000 / params.slashBurnBps).toFixed(2))} times its cost until{' '}
        {formatDuration(params.evidenceS)} after it settled, because its work can be disputed that long. A
        lease that released nothing frees it at once.
      </li>
      <li>
        <strong className="font-medium text-ink">Leaving.</strong> Deposits leave{' '}
        {formatDuration(params.unbondingS)} after you ask, and only while no lease is being served and no
        evidence counts.
      </li>
      <li>
        <strong className="font-medium text-ink">Slashing.</strong> Proven fraud will cost the bond of the
        lease, and at least {percent(params.slashBurnBps)} of it is burned. Disputes are not built yet: today
        nothing can be slashed, and nothing on chain refutes a wrong result.
      </li>
      <li>
        <strong className="font-medium text-ink">Being late.</strong> Silence after a lease opened, no start
        in time, and work past its deadline are counted for ever on your public profile, and unserved time is
        never paid.
      </li>
      <li>
        <strong className="font-medium text-ink">Prices.</strong> A cut holds at once, a raise{' '}
        {formatDuration(params.raiseDelayS)} later; a lease keeps the price it was opened at.
      </li>
    </ul>
  );
}

const percent = (basisPoints: number): string => `${basisPoints / 100} %`;
