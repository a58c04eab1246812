import { formatReputation } from '@/lib/domain/quantity';

export interface ReputationBadgeProps {
  /** 0 to 1,000,000. */
  readonly reputation: bigint;
  /** Leases opened so far: without any, a reputation says nothing yet. */
  readonly leasesOpened?: number;
}

const full = 1_000_000;

/** A provider's reputation as a score out of 100 with a small gauge; "new" where nothing stands behind it. */
export function ReputationBadge({ reputation, leasesOpened }: ReputationBadgeProps) {
  if (leasesOpened === 0 && reputation === 0n) {
    return (
      <span className="font-mono text-xs text-dim" title="No lease yet: nothing to judge by.">
        new
      </span>
    );
  }
  const share = Math.min(1, Number(reputation) / full);
  return (
    <span
      className="figures inline-flex items-center gap-1.5 whitespace-nowrap"
      title={`Reputation ${reputation} of ${full}`}
    >
      <svg aria-hidden viewBox="0 0 16 10" className="h-2.5 w-4" fill="none" strokeWidth="2">
        <path d="M2 9a6 6 0 0 1 12 0" stroke="var(--line)" />
        <path d="M2 9a6 6 0 0 1 12 0" stroke="var(--gauge)" pathLength="1" strokeDasharray={`${share} 1`} />
      </svg>
      {formatReputation(reputation)}
    </span>
  );
}
