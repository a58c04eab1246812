import { type TransactionState } from '@/lib/tx/transaction-entry';

export interface StateLook {
  readonly label: string;
  /** Of the lamp beside it. */
  readonly lamp: string;
}

/** How a transaction's state is called and shown. Only a failure is red: declining to sign is nobody's fault. */
export const stateLooks: Readonly<Record<TransactionState, StateLook>> = {
  building: { label: 'Preparing', lamp: 'bg-ember animate-pulse' },
  simulating: { label: 'Trying it out without a signature', lamp: 'bg-ember animate-pulse' },
  'awaiting-signature': { label: 'Sign it in your wallet', lamp: 'bg-ember animate-pulse' },
  sending: { label: 'Sending', lamp: 'bg-ember animate-pulse' },
  confirming: { label: 'Sent; the network is confirming it', lamp: 'bg-ember animate-pulse' },
  confirmed: { label: 'Confirmed', lamp: 'bg-gauge' },
  rejected: { label: 'Not signed', lamp: 'bg-edge' },
  failed: { label: 'Failed', lamp: 'bg-danger' },
  expired: { label: 'Expired', lamp: 'bg-warn' },
  unknown: { label: 'Not known yet', lamp: 'bg-warn' },
};
