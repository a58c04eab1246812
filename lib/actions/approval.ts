import { type Address, type Instruction, type TransactionSigner } from '@solana/kit';

import { ed25519Instruction, INSTRUCTIONS_SYSVAR_ADDRESS } from '@/lib/pyronet/ed25519-instruction';

/**
 * How the renter's side approves: the renter or the session key signs the transaction, or the session key signed an
 * order before and anyone submits it, since the key holds no lamports.
 */
export type Approval =
  | { readonly by: 'signature'; readonly signer: TransactionSigner }
  | {
      readonly by: 'order';
      readonly sessionKey: Address;
      /** From `encodeOrderMessage`. */
      readonly message: Uint8Array;
      readonly signature: Uint8Array;
    };

/** The account to pass as `approval`, and what must stand directly before the instruction. */
export function approvalAccount(approval: Approval): {
  readonly account: Address | TransactionSigner;
  readonly before: readonly Instruction[];
} {
  if (approval.by === 'signature') return { account: approval.signer, before: [] };
  const { sessionKey, message, signature } = approval;
  return {
    account: INSTRUCTIONS_SYSVAR_ADDRESS,
    before: [ed25519Instruction({ signer: sessionKey, message, signature })],
  };
}
