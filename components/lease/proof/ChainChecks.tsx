'use client';

import { useState } from 'react';

import { Button } from '@/components/ui/Button';
import { type PreparedCommission } from '@/lib/session/commission';
import { type LiveLease } from '@/lib/session/browser/live-lease';
import { type ResultCheck } from '@/lib/session/result-checks';

import { workWords } from '../work/work-words';
import { resultToCheck } from './result-to-check';
import { type AttestedLease } from '../read-attestation';

export interface ChainChecksProps {
  readonly live: LiveLease;
  readonly commission: PreparedCommission;
  readonly attested: AttestedLease | null;
  /** Why nothing can be compared, where nothing can. */
  readonly reason: string;
}

/** Hashes the whole result again and compares with what stands on chain, step by step. */
export function ChainChecks({ live, commission, attested, reason }: ChainChecksProps) {
  const [checks, setChecks] = useState<readonly ResultCheck[] | null>(null);
  const [busy, setBusy] = useState(false);
  const check = async (): Promise<void> => {
    if (attested === null || live.result === null) return;
    setBusy(true);
    const { checkResult } = await import('@/lib/session/result-checks');
    setChecks(
      checkResult(resultToCheck(live, commission, live.result), attested.lease, attested.attestation),
    );
    setBusy(false);
  };
  const { whole } = workWords(commission.outline.family);
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm font-medium">Is this {whole} the one on chain?</p>
        <Button size="small" busy={busy} disabled={attested === null} onClick={() => void check()}>
          {checks === null ? 'Compare with the chain' : 'Compare again'}
        </Button>
      </div>
      {attested === null && <p className="text-sm text-dim">{reason}</p>}
      <div role="status">
        <ol className="flex flex-col gap-1.5 text-sm">
          {checks?.map(({ what, ours, onChain, equal }) => (
            <li key={what} className="flex flex-wrap gap-x-2.5">
              <span className={equal ? 'text-gauge' : 'text-danger'}>{equal ? '✓' : '✗'}</span>
              <span className="w-28">{what}</span>
              <span className="figures min-w-0 flex-1 truncate text-xs leading-5 text-dim" title={ours}>
                {ours}
              </span>
              {!equal && (
                <span className="figures w-full text-xs break-all text-danger">on chain: {onChain}</span>
              )}
            </li>
          ))}
        </ol>
      </div>
      {checks !== null && (
        <p className={`text-sm ${checks.every(({ equal }) => equal) ? 'text-gauge' : 'text-danger'}`}>
          {checks.every(({ equal }) => equal)
            ? `Everything agrees: this is the ${whole} that the chain speaks of.`
            : `This is not the ${whole} that the chain speaks of. Keep it: it is evidence.`}
        </p>
      )}
    </div>
  );
}
