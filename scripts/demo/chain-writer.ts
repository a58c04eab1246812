import { type KeyPairSigner } from '@solana/kit';

import { type ActionPlan } from '@/lib/actions/plan';
import { describeProgramError } from '@/lib/pyronet/program-error';
import { PYRONET_PROGRAM_ADDRESS } from '@/lib/pyronet/generated';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { type KeyValueStore } from '@/lib/storage/key-value-store';
import { type ProgramErrorDecoder } from '@/lib/tx/describe-failure';
import { nodePort } from '@/lib/tx/node-port';
import { type Outcome } from '@/lib/tx/outcome';
import { TransactionSubmitter } from '@/lib/tx/submitter';

/** Sends actions for the renter, who signs and pays the network fee. */
export class ChainWriter {
  readonly #submitter: TransactionSubmitter;

  constructor(
    client: ChainClient,
    store: KeyValueStore,
    readonly signer: KeyPairSigner,
  ) {
    this.#submitter = new TransactionSubmitter({ port: nodePort(client), store, decode: decodeProgramError });
  }

  send(key: string, { instructions }: ActionPlan): Promise<Outcome> {
    return this.#submitter.submit({ key, instructions, feePayer: this.signer });
  }
}

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

const decodeProgramError: ProgramErrorDecoder = (program, errorNumber) => {
  const problem = program === PYRONET_PROGRAM_ADDRESS ? describeProgramError(errorNumber) : undefined;
  if (problem === undefined) return null;
  return { code: problem.code, sentence: problem.message, next: problem.next };
};
