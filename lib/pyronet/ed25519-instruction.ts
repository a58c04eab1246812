import { type Address, address, getAddressEncoder, type Instruction } from '@solana/kit';

import { concatBytes } from '@/lib/domain/bytes';

/** The precompile that checks ed25519 signatures before a transaction's programs run. */
export const ED25519_PROGRAM_ADDRESS = address('Ed25519SigVerify111111111111111111111111111');

/** The sysvar through which the program reads the instruction before its own. */
export const INSTRUCTIONS_SYSVAR_ADDRESS = address('Sysvar1nstructions1111111111111111111111111');

/** "This instruction" in an offset table: the only place that the program lets a signature come from. */
const thisInstruction = 0xffff;
const headerLength = 16;
const publicKeyLength = 32;
const signatureLength = 64;

/**
 * Has the precompile check one signature. Stands directly before the instruction that relies on it; all offsets point
 * into its own data (docs/contracts.md §2). Layout: Solana's ed25519 program, `Ed25519SignatureOffsets`.
 */
export function ed25519Instruction(signed: {
  readonly signer: Address;
  readonly signature: Uint8Array;
  readonly message: Uint8Array;
}): Instruction {
  const { signer, signature, message } = signed;
  if (signature.length !== signatureLength) throw new RangeError('an ed25519 signature has 64 bytes');
  const publicKeyOffset = headerLength;
  const signatureOffset = publicKeyOffset + publicKeyLength;
  const messageOffset = signatureOffset + signatureLength;
  const header = new DataView(new ArrayBuffer(headerLength));
  header.setUint8(0, 1);
  const offsets = [
    signatureOffset,
    thisInstruction,
    publicKeyOffset,
    thisInstruction,
    messageOffset,
    message.length,
    thisInstruction,
  ];
  offsets.forEach((offset, index) => header.setUint16(2 + 2 * index, offset, true));
  return {
    programAddress: ED25519_PROGRAM_ADDRESS,
    accounts: [],
    data: concatBytes(
      new Uint8Array(header.buffer),
      Uint8Array.from(getAddressEncoder().encode(signer)),
      signature,
      message,
    ),
  };
}
