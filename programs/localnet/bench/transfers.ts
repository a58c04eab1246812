import { createPrivateKey, type KeyObject, sign } from 'node:crypto';

import { Keypair, SystemProgram, Transaction } from '@solana/web3.js';

/** Least transfer in lamports: enough to open a plain account. */
const LAMPORTS_PER_TRANSFER = 1_000_000;
/** What stands before the 32 bytes of an ed25519 key in its PKCS #8 form (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

export type SignedTransfers = {
  readonly wires: readonly Uint8Array[];
  readonly receiver: string;
  /** What the receiver has once all are executed. */
  readonly totalLamports: number;
};

/** Signed transfers of slightly different amounts from one payer to one new receiver, as wire bytes. */
export function signedTransfers(payer: Keypair, blockhash: string, count: number): SignedTransfers {
  const receiver = Keypair.generate().publicKey;
  const transaction = new Transaction({ feePayer: payer.publicKey, blockhash, lastValidBlockHeight: 0 });
  const transfer = { fromPubkey: payer.publicKey, toPubkey: receiver, lamports: LAMPORTS_PER_TRANSFER };
  const template = transaction.add(SystemProgram.transfer(transfer)).serializeMessage();
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, payer.secretKey.subarray(0, 32)]),
    format: 'der',
    type: 'pkcs8',
  });
  const wires = Array.from({ length: count }, (_, index) =>
    signedTransfer(template, LAMPORTS_PER_TRANSFER + index, key),
  );
  const totalLamports = count * LAMPORTS_PER_TRANSFER + (count * (count - 1)) / 2;
  return { wires, receiver: receiver.toBase58(), totalLamports };
}

/** The amount is the message's last field. */
function signedTransfer(template: Buffer, lamports: number, key: KeyObject): Uint8Array {
  const message = Buffer.from(template);
  message.writeBigUInt64LE(BigInt(lamports), message.length - 8);
  return Buffer.concat([Buffer.from([1]), sign(null, message, key), message]);
}
