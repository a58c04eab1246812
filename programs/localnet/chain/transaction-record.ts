import { type TransactionError } from '@/programs/localnet/chain/transaction-error';
import { type InnerInstructions, type ReturnData } from '@/programs/localnet/chain/virtual-machine';
import { addressBytes, addressKey, type AddressKey } from '@/programs/localnet/wire/address-key';
import { ByteReader } from '@/programs/localnet/wire/byte-reader';
import { type ByteWriter } from '@/programs/localnet/wire/byte-writer';

/** A token account's balance beside a transaction, in the token's smallest unit. */
export type TokenBalance = {
  readonly accountIndex: number;
  readonly mint: AddressKey;
  readonly owner: AddressKey;
  readonly programId: AddressKey;
  readonly amount: bigint;
  readonly decimals: number;
};

/** Everything that history says about one executed transaction. Balances are lamports, by account index. */
export type TransactionRecord = {
  readonly slot: number;
  readonly blockTime: number;
  readonly wire: Uint8Array;
  readonly error: TransactionError | null;
  readonly fee: bigint;
  readonly unitsConsumed: number;
  readonly preBalances: readonly bigint[];
  readonly postBalances: readonly bigint[];
  readonly preTokenBalances: readonly TokenBalance[];
  readonly postTokenBalances: readonly TokenBalance[];
  readonly logs: readonly string[];
  readonly inner: readonly InnerInstructions[];
  readonly returnData: ReturnData | null;
  readonly loadedWritable: readonly AddressKey[];
  readonly loadedReadonly: readonly AddressKey[];
};

/** Appends the record's bytes, the form in which the ledger keeps it in memory and on disk. */
export function writeTransactionRecord(writer: ByteWriter, record: TransactionRecord): void {
  writer.u64(record.slot);
  writer.i64(record.blockTime);
  writer.block(record.wire);
  writer.text(record.error === null ? '' : JSON.stringify(record.error));
  writer.u64(record.fee);
  writer.u64(record.unitsConsumed);
  writer.list(record.preBalances, (lamports) => writer.u64(lamports));
  writer.list(record.postBalances, (lamports) => writer.u64(lamports));
  writer.list(record.preTokenBalances, (balance) => writeTokenBalance(writer, balance));
  writer.list(record.postTokenBalances, (balance) => writeTokenBalance(writer, balance));
  writer.list(record.logs, (line) => writer.text(line));
  writer.list(record.inner, (inner) => writeInner(writer, inner));
  writer.u8(record.returnData === null ? 0 : 1);
  if (record.returnData !== null) {
    writer.raw(addressBytes(record.returnData.programId));
    writer.block(record.returnData.data);
  }
  writer.list(record.loadedWritable, (key) => writer.raw(addressBytes(key)));
  writer.list(record.loadedReadonly, (key) => writer.raw(addressBytes(key)));
}

/** Reads back what {@link writeTransactionRecord} wrote. Throws `MalformedBytes` on anything else. */
export function readTransactionRecord(bytes: Uint8Array): TransactionRecord {
  const reader = new ByteReader(bytes);
  return {
    slot: reader.safeU64(),
    blockTime: Number(reader.i64()),
    wire: reader.block(),
    error: readError(reader),
    fee: reader.u64(),
    unitsConsumed: reader.safeU64(),
    preBalances: reader.list(() => reader.u64()),
    postBalances: reader.list(() => reader.u64()),
    preTokenBalances: reader.list(() => readTokenBalance(reader)),
    postTokenBalances: reader.list(() => readTokenBalance(reader)),
    logs: reader.list(() => reader.text()),
    inner: reader.list(() => readInner(reader)),
    returnData: reader.u8() === 0 ? null : { programId: readKey(reader), data: reader.block() },
    loadedWritable: reader.list(() => readKey(reader)),
    loadedReadonly: reader.list(() => readKey(reader)),
  };
}

/** Slot, time, wire bytes and error alone, for an index that needs nothing else. */
export function readTransactionSummary(
  bytes: Uint8Array,
): Pick<TransactionRecord, 'slot' | 'blockTime' | 'wire' | 'error'> {
  const reader = new ByteReader(bytes);
  return {
    slot: reader.safeU64(),
    blockTime: Number(reader.i64()),
    wire: reader.block(),
    error: readError(reader),
  };
}

function readError(reader: ByteReader): TransactionError | null {
  const text = reader.text();
  return text === '' ? null : (JSON.parse(text) as TransactionError);
}

function writeTokenBalance(writer: ByteWriter, balance: TokenBalance): void {
  writer.u8(balance.accountIndex);
  writer.raw(addressBytes(balance.mint));
  writer.raw(addressBytes(balance.owner));
  writer.raw(addressBytes(balance.programId));
  writer.u64(balance.amount);
  writer.u8(balance.decimals);
}

function readTokenBalance(reader: ByteReader): TokenBalance {
  return {
    accountIndex: reader.u8(),
    mint: readKey(reader),
    owner: readKey(reader),
    programId: readKey(reader),
    amount: reader.u64(),
    decimals: reader.u8(),
  };
}

function writeInner(writer: ByteWriter, inner: InnerInstructions): void {
  writer.u8(inner.index);
  writer.list(inner.instructions, (instruction) => {
    writer.u8(instruction.programIndex);
    writer.block(instruction.accounts);
    writer.block(instruction.data);
    writer.u8(instruction.stackHeight);
  });
}

function readInner(reader: ByteReader): InnerInstructions {
  return {
    index: reader.u8(),
    instructions: reader.list(() => ({
      programIndex: reader.u8(),
      accounts: reader.block(),
      data: reader.block(),
      stackHeight: reader.u8(),
    })),
  };
}

function readKey(reader: ByteReader): AddressKey {
  return addressKey(reader.take(32));
}
