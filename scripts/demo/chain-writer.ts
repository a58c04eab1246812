import { type KeyPairSigner } from '@solana/kit';

import { type ActionPlan } from '@/lib/actions/plan';
import { type ChainClient } from '@/lib/rpc/chain-client';
import { type KeyValueStore } from '@/lib/storage/key-value-store';
import { decodeProgramError } from '@/lib/tx/decode-program-error';
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
