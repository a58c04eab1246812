import { Amount } from '@/components/primitives/Amount';
import { LeaseLink } from '@/components/primitives/LeaseLink';
import { AddressText } from '@/components/primitives/AddressText';
import { Ago } from '@/components/primitives/Ago';
import { Price } from '@/components/primitives/Price';
import { TickingAmount } from '@/components/primitives/TickingAmount';
import { Badge } from '@/components/ui/Badge';
import { Empty } from '@/components/ui/Empty';
import { TableCell, TableFrame, TableHead, TableHeaderCell, TableRow } from '@/components/ui/Table';
import { type LeaseRow } from '@/lib/index-api/shapes';
import { LeaseState } from '@/lib/pyronet/generated/types/leaseState';

import { netAccrued } from '@/lib/queries/lease-accrual';
import { leaseWords } from './lease-words';

export interface LeaseTableProps {
  /** Newest first. */
  readonly leases: readonly LeaseRow[];
  readonly label: string;
  /** Whether what is still to be claimed concerns the reader. */
  readonly withMoney: boolean;
  readonly emptyNote: string;
}

/** Leases that a provider serves or served. */
export function LeaseTable({ leases, label, withMoney, emptyNote }: LeaseTableProps) {
  if (leases.length === 0) {
    return (
      <div className="rounded-panel border border-line bg-panel">
        <Empty title="No lease yet">
          <p>{emptyNote}</p>
        </Empty>
      </div>
    );
  }
  return (
    <TableFrame label={label}>
      <TableHead>
        <tr>
          <TableHeaderCell>Lease</TableHeaderCell>
          <TableHeaderCell>State</TableHeaderCell>
          <TableHeaderCell figure>USDC/h</TableHeaderCell>
          <TableHeaderCell figure>Earned, net</TableHeaderCell>
          {withMoney && <TableHeaderCell figure>Claimable</TableHeaderCell>}
          {withMoney && <TableHeaderCell figure>Paid</TableHeaderCell>}
          <TableHeaderCell>Renter</TableHeaderCell>
          <TableHeaderCell>Started</TableHeaderCell>
        </tr>
      </TableHead>
      <tbody>
        {leases.map((lease) => (
          <LeaseTableRow key={lease.address} lease={lease} withMoney={withMoney} />
        ))}
      </tbody>
    </TableFrame>
  );
}

function LeaseTableRow({ lease, withMoney }: { readonly lease: LeaseRow; readonly withMoney: boolean }) {
  const isLive = !lease.closed && lease.state !== LeaseState.Settled;
  return (
    <TableRow>
      <TableCell>
        <LeaseLink address={lease.address} />
      </TableCell>
      <TableCell>
        <Badge
          tone={isLive ? 'gauge' : 'plain'}
          {...(lease.state === LeaseState.Active ? { lamp: 'lit' as const } : {})}
        >
          {leaseWords(lease.state, lease.end_reason)}
        </Badge>
      </TableCell>
      <TableCell figure>
        <Price atomsPerHour={lease.rate_per_hour_usdc_atoms} bare />
      </TableCell>
      <TableCell figure>
        {isLive ? (
          <TickingAmount atoms={(now) => netAccrued(lease, now)} initialAtoms={lease.released_usdc_atoms} />
        ) : (
          <Amount atoms={netAccrued(lease, 0)} format={{ minimumDecimals: 6 }} />
        )}
      </TableCell>
      {withMoney && (
        <TableCell figure>
          <Amount atoms={lease.closed ? 0n : lease.provider_due_usdc_atoms} />
        </TableCell>
      )}
      {withMoney && (
        <TableCell figure>
          <Amount atoms={lease.provider_claimed_usdc_atoms} />
        </TableCell>
      )}
      <TableCell>
        <AddressText address={lease.renter} copy={false} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-dim">
        {lease.started_at_unix_s === 0n ? 'not yet' : <Ago unixS={Number(lease.started_at_unix_s)} />}
      </TableCell>
    </TableRow>
  );
}
