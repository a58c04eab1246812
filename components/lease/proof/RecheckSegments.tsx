'use client';

import { useState } from 'react';

import { Button } from '@/components/ui/Button';
import { formatBytes } from '@/lib/domain/quantity';
import { type LiveLease } from '@/lib/session/browser/live-lease';
import { type PreparedCommission } from '@/lib/session/commission';

import { capitalised, workWords } from '../work/work-words';
import { type SegmentVerdict } from './recheck-segment';

export interface RecheckSegmentsProps {
  readonly live: LiveLease;
  readonly commission: PreparedCommission;
  readonly provider: string;
}

/** Computes segments of the finished work again in this page, one at each press. */
export function RecheckSegments({ live, commission, provider }: RecheckSegmentsProps) {
  const [verdicts, setVerdicts] = useState<readonly SegmentVerdict[]>([]);
  const [running, setRunning] = useState<AbortController | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const recheck = async (): Promise<void> => {
    const { result } = live;
    if (result === null) return;
    const stop = new AbortController();
    setRunning(stop);
    setProblem(null);
    try {
      const { recheckSegment } = await import('./recheck-segment');
      const done = verdicts.map(({ index }) => index);
      const verdict = await recheckSegment({ live, commission, provider, result }, done, stop.signal);
      setVerdicts([...verdicts, verdict]);
    } catch (error) {
      if (!stop.signal.aborted) setProblem(error instanceof Error ? error.message : 'The engine failed.');
    }
    setRunning(null);
  };
  const { part } = workWords(commission.outline.family);
  const { model } = commission.outline;
  const all = verdicts.length === commission.plan.segmentCount;
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm font-medium">Check a {part} yourself</p>
        <span className="flex gap-2">
          {running !== null && (
            <Button size="small" tone="quiet" onClick={() => running.abort()}>
              Cancel
            </Button>
          )}
          <Button size="small" busy={running !== null} disabled={all} onClick={() => void recheck()}>
            {running !== null
              ? `Computing a ${part} here…`
              : verdicts.length === 0
                ? `Compute a random ${part} again`
                : `Another ${part}`}
          </Button>
        </span>
      </div>
      <p className="text-sm text-dim">
        The same engine runs in this page as WebAssembly and must come to the same bits.
        {commission.outline.carried !== null &&
          ` ${capitalised(part)}s go on from one another: what the drawn one began with is fetched from the machine and hashed here first.`}
      </p>
      {model !== null && (
        <p className="text-sm text-dim">
          It needs the model, {formatBytes(model.bytes)}, which is fetched from this site and hashed here.
        </p>
      )}
      {problem !== null && (
        <p role="alert" className="text-sm text-danger">
          {problem} Try again.
        </p>
      )}
      <div role="status">
        <ul className="flex flex-col gap-1 text-sm">
          {verdicts.map((verdict) => (
            <li key={verdict.index} className={verdict.matches ? 'text-gauge' : 'text-danger'}>
              {verdict.matches ? '✓' : '✗'} {verdict.sentence}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
