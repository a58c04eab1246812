'use client';

import { useState } from 'react';

import { Button } from '@/components/ui/Button';
import { type PreparedCommission } from '@/lib/session/commission';
import { type LiveLease } from '@/lib/session/browser/live-lease';

import { type TileVerdict } from './recheck-tile';

export interface RecheckTilesProps {
  readonly live: LiveLease;
  readonly commission: PreparedCommission;
}

/** Renders tiles of the finished picture again in this page, one at each press. */
export function RecheckTiles({ live, commission }: RecheckTilesProps) {
  const [verdicts, setVerdicts] = useState<readonly TileVerdict[]>([]);
  const [running, setRunning] = useState<AbortController | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const recheck = async (): Promise<void> => {
    if (live.result === null) return;
    const stop = new AbortController();
    setRunning(stop);
    setProblem(null);
    try {
      const { recheckTile } = await import('./recheck-tile');
      const done = verdicts.map(({ index }) => index);
      const verdict = await recheckTile(commission, live.result, done, stop.signal);
      setVerdicts([...verdicts, verdict]);
    } catch (error) {
      if (!stop.signal.aborted) setProblem(error instanceof Error ? error.message : 'The engine failed.');
    }
    setRunning(null);
  };
  const all = verdicts.length === commission.plan.segmentCount;
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm font-medium">Check a tile yourself</p>
        <span className="flex gap-2">
          {running !== null && (
            <Button size="small" tone="quiet" onClick={() => running.abort()}>
              Cancel
            </Button>
          )}
          <Button size="small" busy={running !== null} disabled={all} onClick={() => void recheck()}>
            {running !== null
              ? 'Rendering a tile here…'
              : verdicts.length === 0
                ? 'Render a random tile again'
                : 'Another tile'}
          </Button>
        </span>
      </div>
      <p className="text-sm text-dim">
        The same engine runs in this page as WebAssembly and must come to the same bits.
      </p>
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
