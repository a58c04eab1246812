import { type StoredAccount } from '@/programs/localnet/chain/account-store';
import { type RecentBlock } from '@/programs/localnet/chain/blockhash-ring';
import { type BlockHeader, type ChainPosition } from '@/programs/localnet/chain/journal';
import { type Instant } from '@/programs/localnet/chain/slot-clock';
import { type AccountWrite } from '@/programs/localnet/chain/transaction-processor';
import { addressBytes, addressKey, type AddressKey } from '@/programs/localnet/wire/address-key';
import { type ByteReader } from '@/programs/localnet/wire/byte-reader';
import { type ByteWriter } from '@/programs/localnet/wire/byte-writer';

// How the chain's own values look on disk; each writer stands beside its reader.

function writeInstant(writer: ByteWriter, instant: Instant): void {
  writer.u64(instant.slot);
  writer.u64(instant.height);
  writer.u64(instant.unixMillis);
  writer.u64(instant.travelledMillis);
  writer.u64(instant.epochStartSeconds);
}

function readInstant(reader: ByteReader): Instant {
  return {
    slot: reader.safeU64(),
    height: reader.safeU64(),
    unixMillis: reader.safeU64(),
    travelledMillis: reader.safeU64(),
    epochStartSeconds: reader.safeU64(),
  };
}

function writeRecentBlock(writer: ByteWriter, block: RecentBlock): void {
  writer.u64(block.slot);
  writer.u64(block.height);
  writer.raw(addressBytes(block.hash));
}

function readRecentBlock(reader: ByteReader): RecentBlock {
  return { slot: reader.safeU64(), height: reader.safeU64(), hash: readKey(reader) };
}

export function writeBlockHeader(writer: ByteWriter, header: BlockHeader): void {
  writeRecentBlock(writer, header);
  writer.u64(header.parentSlot);
  writer.raw(addressBytes(header.previousHash));
  writer.u64(header.time);
}

export function readBlockHeader(reader: ByteReader): BlockHeader {
  return {
    ...readRecentBlock(reader),
    parentSlot: reader.safeU64(),
    previousHash: readKey(reader),
    time: reader.safeU64(),
  };
}

export function writePosition(writer: ByteWriter, position: ChainPosition): void {
  writeInstant(writer, position.instant);
  writer.list(position.recentBlocks, (block) => writeRecentBlock(writer, block));
  writer.block(position.slotHashes);
}

export function readPosition(reader: ByteReader): ChainPosition {
  return {
    instant: readInstant(reader),
    recentBlocks: reader.list(() => readRecentBlock(reader)),
    slotHashes: Uint8Array.from(reader.block()),
  };
}

/** An account, or its absence where `account` is undefined. */
export function writeAccountWrite(writer: ByteWriter, { key, account }: AccountWrite): void {
  writer.raw(addressBytes(key));
  writer.u8(account === undefined ? 0 : account.executable ? 2 : 1);
  if (account === undefined) return;
  writer.u64(account.lamports);
  writer.raw(addressBytes(account.owner));
  writer.block(account.data);
}

export function readAccountWrite(reader: ByteReader): AccountWrite {
  const key = readKey(reader);
  const kind = reader.u8();
  return { key, account: kind === 0 ? undefined : readAccount(reader, kind === 2) };
}

export function readKey(reader: ByteReader): AddressKey {
  return addressKey(reader.take(32));
}

function readAccount(reader: ByteReader, executable: boolean): StoredAccount {
  const lamports = reader.u64();
  const owner = readKey(reader);
  // A copy, so that one small account does not keep the whole file in memory.
  return { lamports, owner, data: Uint8Array.from(reader.block()), executable };
}
