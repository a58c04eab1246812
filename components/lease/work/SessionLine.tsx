'use client';

import { Button } from '@/components/ui/Button';
import { Notice } from '@/components/ui/Notice';
import { type LiveLease } from '@/lib/session/browser/live-lease';
import { type LiveLeaseState } from '@/lib/session/browser/live-lease-state';

import { workWords } from './work-words';

export interface SessionLineProps {
  readonly state: LiveLeaseState;
  readonly live: LiveLease | null;
}

/** What this tab does for the lease, and what stands in its way. */
export function SessionLine({ state, live }: SessionLineProps) {
  const { role, problem, mismatch, replaced, trouble, workerUrl } = state;
  if (role === 'failed') {
    return (
      <Notice
        tone="error"
        title="The session of this lease could not begin in this tab."
        next={
          <Button size="small" onClick={() => live?.start()}>
            Try again
          </Button>
        }
      >
        {problem?.message} {problem?.next}
      </Notice>
    );
  }
  if (mismatch !== null) {
    return (
      <Notice tone="error" urgent title="What the provider delivered is not what you ordered.">
        {mismatch.sentence} Nothing wrong was accepted, and the lease was told to stop. What the provider
        cannot prove comes back to you.
      </Notice>
    );
  }
  if (replaced) {
    return (
      <Notice tone="warn" title="Another session key has taken over this lease.">
        Your wallet gave the lease a new key, perhaps from another browser. This one watches and signs
        nothing.
      </Notice>
    );
  }
  const words = roleWords(state);
  if (words === null) return null;
  const lost = (role === 'leading' || role === 'following') && workerUrl === null;
  return (
    <p className="text-sm text-dim">
      {words}
      {lost && <span className="text-warn"> The machine does not answer; looking for it.</span>}
      {!lost && trouble !== null && <span className="text-warn"> {trouble} Trying again.</span>}
    </p>
  );
}

function roleWords({ role, commission }: LiveLeaseState): string | null {
  switch (role) {
    case 'awaiting-lease':
      return 'Waiting for the chain to show the lease.';
    case 'leading': {
      const { part } = workWords(commission?.outline.family ?? null);
      return `This tab checks every ${part} and vouches for what arrives. It goes on in the background; if you close it, open the lease again.`;
    }
    case 'following':
      return 'Another tab of this browser signs for the lease. This one watches, and takes over when that one closes.';
    default:
      return null;
  }
}
