import { type Address, getBase58Encoder } from '@solana/kit';

import { PYRONET_PROGRAM_ADDRESS, pyronetInstructionNames } from '@/lib/pyronet/generated';
import { type ChainClient } from '@/lib/rpc/chain-client';

/** A transaction as the node holds it, with what our program was asked in it. */
export interface ReadTransaction {
  readonly signature: string;
  readonly slot: bigint;
  /** 0 where the node does not say. */
  readonly unixS: number;
  readonly feeLamports: bigint;
  readonly computeUnits: bigint;
  /** The node's `TransactionError`, or null. */
  readonly error: unknown;
  readonly logs: readonly string[];
  readonly accounts: readonly TransactionAccount[];
  readonly instructions: readonly ReadInstruction[];
  /** Change of each token account, in atoms of its mint. */
  readonly tokens: readonly { readonly account: string; readonly mint: string; readonly atoms: bigint }[];
}

export interface TransactionAccount {
  readonly address: string;
  readonly signer: boolean;
  readonly writable: boolean;
  /** Change in lamports. */
  readonly lamports: bigint;
}

export interface ReadInstruction {
  readonly program: string;
  /** Its name in our interface; null for other programs and unknown ones. */
  readonly name: string | null;
  readonly accounts: readonly string[];
}

const base58 = getBase58Encoder();

/** @returns null when the node does not know the signature. @throws RpcError */
export async function readTransaction(
  client: ChainClient,
  signature: string,
): Promise<ReadTransaction | null> {
  const options = { encoding: 'json', commitment: 'confirmed', maxSupportedTransactionVersion: 0n };
  const answer = await client.request('getTransaction', [signature, options]);
  if (answer === null) return null;
  const { slot, blockTime, meta: metaValue, transaction } = record(answer);
  const meta = record(metaValue);
  const message = record(record(transaction)['message']);
  const accounts = accountsOf(message, meta);
  const addresses = accounts.map(({ address }) => address);
  return {
    signature,
    slot: integer(slot),
    unixS: typeof blockTime === 'bigint' ? Number(blockTime) : 0,
    feeLamports: integer(meta['fee']),
    computeUnits: typeof meta['computeUnitsConsumed'] === 'bigint' ? meta['computeUnitsConsumed'] : 0n,
    error: meta['err'] ?? null,
    logs: list(meta['logMessages']).map(String),
    accounts,
    instructions: [
      ...list(message['instructions']),
      ...list(meta['innerInstructions']).flatMap((inner) =>
        ours(list(record(inner)['instructions']), addresses),
      ),
    ].map((instruction) => readInstruction(record(instruction), addresses)),
    tokens: tokenChanges(meta, addresses),
  };
}

/** Calls that other programs made to ours; what ours calls is an inside matter. */
function ours(instructions: readonly unknown[], addresses: readonly string[]): readonly unknown[] {
  return instructions.filter(
    (instruction) => addresses[Number(record(instruction)['programIdIndex'])] === PYRONET_PROGRAM_ADDRESS,
  );
}

function readInstruction(
  { programIdIndex, accounts, data }: Record<string, unknown>,
  addresses: readonly string[],
): ReadInstruction {
  const program = addresses[Number(programIdIndex)] ?? '';
  const first = program === PYRONET_PROGRAM_ADDRESS ? base58.encode(String(data))[0] : undefined;
  return {
    program,
    name: first === undefined ? null : (pyronetInstructionNames[first] ?? null),
    accounts: list(accounts).map((index) => addresses[Number(index)] ?? ''),
  };
}

function accountsOf(
  message: Record<string, unknown>,
  meta: Record<string, unknown>,
): readonly TransactionAccount[] {
  const fixed = list(message['accountKeys']).map(String);
  const loaded = meta['loadedAddresses'] === undefined ? {} : record(meta['loadedAddresses']);
  const writable = list(loaded['writable']).map(String);
  const addresses = [...fixed, ...writable, ...list(loaded['readonly']).map(String)];
  const header = record(message['header']);
  const signers = Number(header['numRequiredSignatures']);
  const lockedSigners = Number(header['numReadonlySignedAccounts']);
  const lockedOthers = Number(header['numReadonlyUnsignedAccounts']);
  const [pre, post] = [list(meta['preBalances']), list(meta['postBalances'])];
  return addresses.map((address, index) => ({
    address,
    signer: index < signers,
    writable:
      index < signers - lockedSigners ||
      (index >= signers && index < fixed.length - lockedOthers) ||
      (index >= fixed.length && index < fixed.length + writable.length),
    lamports: integer(post[index]) - integer(pre[index]),
  }));
}

function tokenChanges(
  meta: Record<string, unknown>,
  addresses: readonly string[],
): ReadTransaction['tokens'] {
  const changes = new Map<string, { account: string; mint: string; atoms: bigint }>();
  const add = (balances: unknown, sign: bigint): void => {
    for (const balance of list(balances).map(record)) {
      const account = addresses[Number(balance['accountIndex'])] ?? '';
      const mint = String(balance['mint']);
      const atoms = sign * BigInt(String(record(balance['uiTokenAmount'])['amount']));
      const known = changes.get(account);
      if (known === undefined) changes.set(account, { account, mint, atoms });
      else known.atoms += atoms;
    }
  };
  add(meta['preTokenBalances'], -1n);
  add(meta['postTokenBalances'], 1n);
  return [...changes.values()].filter(({ atoms }) => atoms !== 0n);
}

/** A page of the signatures that touched an account, newest first. @throws RpcError */
export async function readSignatures(
  client: ChainClient,
  account: Address,
  page: { readonly until?: string; readonly before?: string; readonly limit: bigint },
): Promise<readonly string[]> {
  const answer = await client.request('getSignaturesForAddress', [
    account,
    { commitment: 'confirmed', ...page },
  ]);
  return list(answer).map((entry) => String(record(entry)['signature']));
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function integer(value: unknown): bigint {
  return typeof value === 'bigint' ? value : 0n;
}
