'use client';

import { useState } from 'react';

import { Button } from '@/components/ui/Button';
import { Notice } from '@/components/ui/Notice';
import { getMore, resetChain, travelInTime } from '@/lib/wallet/local-tools';

import { ResetDialog } from './ResetDialog';

const hourS = 3_600;
const steps = [
  { label: '+1 min', seconds: 60 },
  { label: '+10 min', seconds: 600 },
  { label: '+1 h', seconds: hourS },
  { label: '+1 day', seconds: 24 * hourS },
] as const;

/** What one can do to a local network and nowhere else. */
export function LocalTools() {
  const { run, isBusy, problem } = useTool();
  const [isAsking, setAsking] = useState(false);
  return (
    <section aria-label="Local network only" className="flex flex-col gap-3">
      <h3 className="legend text-dim">Local network only · worthless money</h3>
      {problem !== null && <Notice tone="error" urgent title={problem} next="Try again." />}
      <div className="flex flex-wrap gap-2">
        <Button size="small" disabled={isBusy} onClick={() => run(getMore)}>
          Get more SOL, USDC and PYRO
        </Button>
        <Button size="small" tone="danger" disabled={isBusy} onClick={() => setAsking(true)}>
          Reset the chain…
        </Button>
      </div>
      <div className="flex flex-col gap-1.5">
        <p className="text-xs text-dim">
          Travel in time. The chain’s clock jumps, and running leases feel it: what was due in between is
          missed, deadlines and offers pass.
        </p>
        <div className="flex flex-wrap gap-2">
          {steps.map(({ label, seconds }) => (
            <Button
              key={label}
              size="small"
              disabled={isBusy}
              onClick={() => run(() => travelInTime(seconds))}
            >
              {label}
            </Button>
          ))}
        </div>
      </div>
      <ResetDialog
        open={isAsking}
        onOpenChange={setAsking}
        onReset={() => {
          setAsking(false);
          run(resetChain);
        }}
      />
    </section>
  );
}

function useTool() {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = (tool: () => Promise<void>): void => {
    setBusy(true);
    setProblem(null);
    tool()
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : 'It did not work.'))
      .finally(() => setBusy(false));
  };
  return { run, isBusy, problem };
}
