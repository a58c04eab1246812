import { type Outcome } from './outcome';

/** Null when it is confirmed, otherwise what became of it in words. */
export function problemOf(outcome: Outcome): { readonly message: string; readonly next: string } | null {
  switch (outcome.kind) {
    case 'confirmed':
      return null;
    case 'rejected':
      return { message: outcome.sentence, next: 'Sign the transaction to go on.' };
    case 'failed':
      return { message: outcome.failure.sentence, next: outcome.failure.next };
    case 'expired':
      return {
        message: 'The network did not take the transaction in time. Nothing was charged.',
        next: 'Try again.',
      };
    case 'unknown':
      return { message: `${outcome.sentence} (${outcome.signature})`, next: outcome.next };
  }
}
