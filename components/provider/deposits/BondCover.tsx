import { Amount } from '@/components/primitives/Amount';
import { type BondRule, largestCoveredCost, leasesCovered, requiredBond } from '@/lib/domain/bond';
import { formatCount } from '@/lib/domain/quantity';
import { type ParamsValues } from '@/lib/pyronet/generated';

/** What a lease locks of the bond, by the parameters in force. */
export const bondRuleOf = (params: Pick<ParamsValues, 'slashBurnBps' | 'bondPerLeaseMin'>): BondRule => ({
  slashBurnBps: params.slashBurnBps,
  leastBondAtoms: params.bondPerLeaseMin,
});

const sizes = [100_000n, 1_000_000n, 10_000_000n, 100_000_000n] as const;

export interface BondCoverProps {
  readonly bondAtoms: bigint;
  readonly params: Pick<ParamsValues, 'slashBurnBps' | 'bondPerLeaseMin'>;
}

/** How many leases of which size a free bond covers at once. */
export function BondCover({ bondAtoms, params }: BondCoverProps) {
  const rule = bondRuleOf(params);
  return (
    <div className="flex flex-col gap-2 text-sm">
      <table className="w-full border-collapse text-left">
        <caption className="pb-2 text-left text-dim">
          Largest single lease:{' '}
          <Amount atoms={largestCoveredCost(bondAtoms, rule)} format={{ maximumDecimals: 2 }} />
        </caption>
        <thead className="text-dim">
          <tr className="border-b border-line">
            <th scope="col" className="legend py-1.5 font-normal">
              A lease of
            </th>
            <th scope="col" className="legend py-1.5 text-right font-normal">
              Locks
            </th>
            <th scope="col" className="legend py-1.5 text-right font-normal">
              At once
            </th>
          </tr>
        </thead>
        <tbody>
          {sizes.map((costAtoms) => (
            <tr key={costAtoms.toString()} className="border-b border-line/60 last:border-b-0">
              <td className="py-1.5">
                <Amount atoms={costAtoms} />
              </td>
              <td className="py-1.5 text-right">
                <Amount atoms={requiredBond({ costAtoms, valueAtRiskAtoms: 0n, ...rule })} />
              </td>
              <td className="figures py-1.5 text-right">
                {formatCount(leasesCovered(bondAtoms, costAtoms, rule))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
