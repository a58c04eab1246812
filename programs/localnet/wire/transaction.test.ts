import { randomBytes } from 'node:crypto';

import {
  Keypair,
  SystemProgram,
  Transaction,
  TransactionMessage,
  VersionedTransaction,
} from '@solana/web3.js';
import { describe, expect, test } from 'vitest';

import { VirtualMachine } from '@/programs/localnet/chain/virtual-machine';
import { parseTransaction, type WireTransaction } from '@/programs/localnet/wire/transaction';

const payer = Keypair.generate();
const blockhash = Keypair.generate().publicKey.toBase58();
const transfer = SystemProgram.transfer({
  fromPubkey: payer.publicKey,
  toPubkey: Keypair.generate().publicKey,
  lamports: 1,
});

function legacyWire(): Uint8Array {
  const transaction = new Transaction({ feePayer: payer.publicKey, blockhash, lastValidBlockHeight: 1 });
  transaction.add(transfer).sign(payer);
  return new Uint8Array(transaction.serialize());
}

function versionedWire(): Uint8Array {
  const message = new TransactionMessage({
    payerKey: payer.publicKey,
    recentBlockhash: blockhash,
    instructions: [transfer],
  }).compileToV0Message();
  const transaction = new VersionedTransaction(message);
  transaction.sign([payer]);
  return transaction.serialize();
}

function parsed(wire: Uint8Array): WireTransaction {
  const result = parseTransaction(wire);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

/** A copy with the byte at `offset` replaced. */
function patched(wire: Uint8Array, offset: number, value: number): Uint8Array {
  const copy = Uint8Array.from(wire);
  copy[offset] = value;
  return copy;
}

const MESSAGE = 65;

test('legacy and version 0 transactions of a stock client are read in full', () => {
  for (const [wire, version] of [
    [legacyWire(), 'legacy'],
    [versionedWire(), 0],
  ] as const) {
    const { signatures, message } = parsed(wire);
    expect(signatures).toHaveLength(1);
    expect(message.version).toBe(version);
    expect(message.staticKeys.map((key) => Buffer.from(key).equals(payer.publicKey.toBuffer()))).toContain(
      true,
    );
    expect(message.instructions[0]?.data).toEqual(new Uint8Array(transfer.data));
    expect(
      Buffer.from(message.bytes.subarray(message.blockhashOffset, message.blockhashOffset + 32)),
    ).toEqual(Buffer.from(message.recentBlockhash));
  }
});

describe('what a validator does not accept is refused:', () => {
  const wire = legacyWire();
  test.each([
    ['nothing', new Uint8Array(0)],
    ['more bytes than a packet holds', new Uint8Array(1233)],
    ['bytes after the end', Uint8Array.from([...wire, 0])],
    ['a missing byte', wire.subarray(0, wire.length - 1)],
    ['fewer signatures than required', patched(wire, MESSAGE, 2)],
    ['no required signature', patched(wire, MESSAGE, 0)],
    ['a read-only fee payer', patched(wire, MESSAGE + 1, 1)],
    ['more read-only accounts than accounts', patched(wire, MESSAGE + 2, 3)],
    ['a length that is not in its shortest form', Uint8Array.from([0x81, 0x00, ...wire.subarray(1)])],
    ['an unknown message version', patched(versionedWire(), MESSAGE, 0x81)],
    ['a program index out of range', patched(wire, wire.length - 17, 9)],
    ['the fee payer as a program', patched(wire, wire.length - 17, 0)],
    ['an account index out of range', patched(wire, wire.length - 14, 9)],
  ])('%s', (_, bytes) => {
    expect(parseTransaction(bytes).ok).toBe(false);
  });

  test('every shortened form', () => {
    for (const whole of [legacyWire(), versionedWire()]) {
      for (let length = 0; length < whole.length; length++) {
        expect(parseTransaction(whole.subarray(0, length)).ok).toBe(false);
      }
    }
  });
});

test('whatever is accepted, the virtual machine can read: it would end the process otherwise', () => {
  const machine = new VirtualMachine();
  let accepted = 0;
  for (let round = 0; round < 4000; round++) {
    const wire = round % 2 === 0 ? legacyWire0 : versionedWire0;
    const copy = Uint8Array.from(wire);
    const [count = 0, ...noise] = randomBytes(9);
    for (let change = 0; change <= count % 4; change++) {
      const offset = ((noise[2 * change] ?? 0) * 256 + (noise[2 * change + 1] ?? 0)) % copy.length;
      copy[MESSAGE + (offset % (copy.length - MESSAGE))] = (noise[change] ?? 0) % 16;
    }
    if (!parseTransaction(copy).ok) continue;
    accepted += 1;
    machine.simulate(copy, false);
  }
  expect(accepted).toBeGreaterThan(100);
});

const legacyWire0 = legacyWire();
const versionedWire0 = versionedWire();
