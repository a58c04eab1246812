import { formatDuration } from '@/lib/domain/duration';
import { formatUsdc } from '@/lib/domain/usdc';
import { type LeaseRow } from '@/lib/index-api/shapes';
import { EndReason } from '@/lib/pyronet/generated/types/endReason';
import { LeaseState } from '@/lib/pyronet/generated/types/leaseState';

/** Where a lease stands, in plain words. */
export interface LeaseStory {
  /** For the badge. */
  readonly label: string;
  readonly tone: 'plain' | 'ember' | 'gauge' | 'warn' | 'danger';
  readonly isLive: boolean;
  readonly headline: string;
  readonly sentence: string;
  /** What happens when; null where nothing is waited for. */
  readonly deadline: { readonly label: string; readonly unixS: number; readonly then: string } | null;
}

/** How much longer than its interval a provider may be unheard of before the page calls it silent, in seconds. */
const patienceS = 5;

/** When the provider last proved that it serves, where that is too long ago to be billed; null otherwise. */
export function silentSince(lease: LeaseRow, nowUnixS: number): number | null {
  if (lease.state !== LeaseState.Active || lease.closed) return null;
  const anchor = Number(lease.anchor_at_unix_s);
  const end = Number(lease.stop_at_unix_s === 0n ? lease.end_at_unix_s : lease.stop_at_unix_s);
  return anchor < end && nowUnixS - anchor > lease.interval_s + patienceS ? anchor : null;
}

/** Until when the provider may give the sign of life that it was asked for; null where nobody asked. */
export function answerBy(lease: LeaseRow): number | null {
  if (lease.state !== LeaseState.Active || lease.closed || lease.ping_at_unix_s === 0n) return null;
  return Number(lease.ping_at_unix_s) + lease.interval_s;
}

/**
 * @param nowUnixS by the chain's clock; null before it is known
 * @param windowEndUnixS until when a result can be contested, where there is one; null while it is not known
 */
export function leaseStory(
  lease: LeaseRow,
  nowUnixS: number | null,
  windowEndUnixS: number | null,
): LeaseStory {
  if (lease.closed || lease.state === LeaseState.Settled) return endedStory(lease);
  switch (lease.state) {
    case LeaseState.Open:
      return {
        label: 'waiting for the provider',
        tone: 'warn',
        isLive: true,
        headline: 'Waiting for the provider to accept',
        sentence: 'The escrow is funded. Nothing is billed before the work begins.',
        deadline: {
          label: 'Accepts by',
          unixS: Number(lease.accept_by_unix_s),
          then: 'Without an answer anyone may end the lease then, and all of the escrow comes back.',
        },
      };
    case LeaseState.Accepted:
      return {
        label: 'being prepared',
        tone: 'gauge',
        isLive: true,
        headline: 'The provider prepares',
        sentence: 'The machine is reserved and takes in the job. Nothing is billed yet.',
        deadline: {
          label: 'Starts by',
          unixS: Number(lease.start_by_unix_s),
          then: 'If it has not started by then, anyone may end the lease, and all of the escrow comes back.',
        },
      };
    case LeaseState.Active:
      return activeStory(lease, nowUnixS);
    case LeaseState.Stopping:
      return {
        label: 'ended, being proved',
        tone: 'warn',
        isLive: true,
        headline: `Ended: ${reasonWords[lease.end_reason] ?? 'it is over'}`,
        sentence:
          'Nothing more is billed. What the provider may still prove stays reserved; the rest is free.',
        deadline: {
          label: 'Proves by',
          unixS: Number(lease.prefix_by_unix_s),
          then: 'After that anyone may settle the lease: only segments that you accepted are paid.',
        },
      };
    case LeaseState.Auditing:
      return {
        label: 'done, being checked',
        tone: 'gauge',
        isLive: true,
        headline: 'Done and attested: now the result is checked',
        sentence:
          'The provider has put the hash of its result on chain. It is paid once you accept it, or when the time to contest it has passed.',
        deadline:
          windowEndUnixS === null
            ? null
            : {
                label: 'Contestable until',
                unixS: windowEndUnixS,
                then: 'After that anyone may settle the lease, and the provider is paid.',
              },
      };
    default:
      return endedStory(lease);
  }
}

function activeStory(lease: LeaseRow, nowUnixS: number | null): LeaseStory {
  const answer = answerBy(lease);
  if (answer !== null) {
    return {
      label: 'asked for a sign of life',
      tone: 'warn',
      isLive: true,
      headline: 'The provider was asked for a sign of life',
      sentence: 'Any proof that it serves is an answer, and the work goes on. A gap is never billed.',
      deadline: {
        label: 'Answers by',
        unixS: answer,
        then: 'Without an answer anyone may end the lease then. It counts against the provider, and what it has not earned comes back.',
      },
    };
  }
  const silent = nowUnixS === null ? null : silentSince(lease, nowUnixS);
  const deadline = {
    label: 'Done by',
    unixS: Number(lease.end_at_unix_s),
    then: 'Then the lease ends by itself, or anyone may end it; unearned escrow comes back.',
  };
  if (silent === null) {
    return {
      label: 'running',
      tone: 'ember',
      isLive: true,
      headline: 'Computing',
      sentence: 'Billed by the second for work that is delivered, never ahead of it.',
      deadline,
    };
  }
  return {
    label: 'provider is silent',
    tone: 'danger',
    isLive: true,
    headline: 'Billing has stopped: the provider is silent',
    sentence: `It last proved that it serves ${formatDuration((nowUnixS ?? silent) - silent)} ago; signs of life may be ${lease.interval_s} s apart. The gap is never billed. If it comes back, the work goes on and billing with it; you can stop now and have the rest back, or ask it for a sign of life.`,
    deadline,
  };
}

function endedStory(lease: LeaseRow): LeaseStory {
  const paid = formatUsdc(lease.released_usdc_atoms);
  const back = formatUsdc(lease.renter_due_usdc_atoms + lease.renter_claimed_usdc_atoms);
  const isGood = lease.end_reason === EndReason.Completed;
  const isBad = lease.end_reason === EndReason.Fraud || lease.end_reason === EndReason.Failed;
  return {
    label: isGood ? 'completed' : (shortWords[lease.end_reason] ?? 'settled'),
    tone: isGood ? 'gauge' : isBad ? 'danger' : 'plain',
    isLive: false,
    headline: isGood
      ? 'Done, accepted and settled'
      : `Settled: ${reasonWords[lease.end_reason] ?? 'it is over'}`,
    sentence: `${paid} USDC went to the provider and the protocol, ${back} USDC ${lease.renter_due_usdc_atoms > 0n ? 'comes' : 'came'} back to the renter.`,
    deadline: null,
  };
}

const reasonWords: Readonly<Record<number, string>> = {
  [EndReason.Completed]: 'the work is done',
  [EndReason.Stopped]: 'the renter stopped it',
  [EndReason.Expired]: 'its time ran out',
  [EndReason.Rejected]: 'the provider declined the job',
  [EndReason.Silent]: 'the provider did not answer',
  [EndReason.NoStart]: 'the provider did not start',
  [EndReason.Cancelled]: 'the renter cancelled it before the start',
  [EndReason.Failed]: 'the provider failed',
  [EndReason.Exited]: 'the provider left',
  [EndReason.Fraud]: 'fraud was proved',
  [EndReason.Withdrawn]: 'the provider withdrew its result',
};

const shortWords: Readonly<Record<number, string>> = {
  [EndReason.Stopped]: 'stopped',
  [EndReason.Expired]: 'time ran out',
  [EndReason.Rejected]: 'declined',
  [EndReason.Silent]: 'never answered',
  [EndReason.NoStart]: 'never started',
  [EndReason.Cancelled]: 'cancelled',
  [EndReason.Failed]: 'provider failed',
  [EndReason.Exited]: 'provider left',
  [EndReason.Fraud]: 'fraud proved',
  [EndReason.Withdrawn]: 'result withdrawn',
};
