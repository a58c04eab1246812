import { type Address, getBase58Encoder } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';

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
  /** Transfers of tokens in order; none where the transaction failed. */
  readonly transfers: readonly TokenTransfer[];
}

export interface TokenTransfer {
  readonly mint: string;
  readonly from: string;
  readonly to: string;
  readonly atoms: bigint;
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
  const tokens = tokenChanges(meta, addresses);
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
    tokens: tokens.filter(({ atoms }) => atoms !== 0n),
    transfers: meta['err'] === null ? transfersOf(message, meta, addresses, tokens) : [],
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
  return [...changes.values()];
}

/** Data of the token program's instructions: a byte that names it, then the amount as u64. */
const transferTag = 3;
const transferCheckedTag = 12;

function transfersOf(
  message: Record<string, unknown>,
  meta: Record<string, unknown>,
  addresses: readonly string[],
  tokens: ReadTransaction['tokens'],
): readonly TokenTransfer[] {
  const mintOf = new Map(tokens.map(({ account, mint }) => [account, mint]));
  const inner = list(meta['innerInstructions']).flatMap((entry) => list(record(entry)['instructions']));
  return [...list(message['instructions']), ...inner].map(record).flatMap((instruction) => {
    if (addresses[Number(instruction['programIdIndex'])] !== TOKEN_PROGRAM_ADDRESS) return [];
    const data = Uint8Array.from(base58.encode(String(instruction['data'])));
    const [tag] = data;
    if ((tag !== transferTag && tag !== transferCheckedTag) || data.length < 9) return [];
    const at = list(instruction['accounts']).map((index) => addresses[Number(index)] ?? '');
    const from = at[0] ?? '';
    const to = at[tag === transferTag ? 1 : 2] ?? '';
    const atoms = new DataView(data.buffer).getBigUint64(1, true);
    return [{ mint: mintOf.get(from) ?? mintOf.get(to) ?? '', from, to, atoms }];
  });
}

const signaturesPerPage = 1_000;

/**
 * Signatures that touched an account after `until`, oldest first; where there are more than `most`, the newest.
 *
 * @throws RpcError
 */
export async function readNewSignatures(
  client: ChainClient,
  account: Address,
  until: string | undefined,
  most: number,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (;;) {
    const before = found.at(-1);
    const answer = await client.request('getSignaturesForAddress', [
      account,
      {
        commitment: 'confirmed',
        limit: BigInt(signaturesPerPage),
        ...(until === undefined ? {} : { until }),
        ...(before === undefined ? {} : { before }),
      },
    ]);
    const page = list(answer).map((entry) => String(record(entry)['signature']));
    found.push(...page);
    if (page.length < signaturesPerPage || found.length >= most) return found.slice(0, most).reverse();
  }
}

const readsAtOnce = 6;
const listedTries = 5;
const listedAgainMs = 500;

/**
 * Reads transactions that a node has listed, in their order. A node that lists one may still need a moment until it, or
 * the node beside it, can show it.
 *
 * @throws RpcError, or Error where one cannot be had at all
 */
export async function* readListed(
  client: ChainClient,
  signatures: readonly string[],
): AsyncGenerator<ReadTransaction, void> {
  for (let from = 0; from < signatures.length; from += readsAtOnce) {
    const part = signatures.slice(from, from + readsAtOnce);
    yield* await Promise.all(part.map((signature) => readOneListed(client, signature)));
  }
}

async function readOneListed(client: ChainClient, signature: string): Promise<ReadTransaction> {
  for (let tries = 0; tries < listedTries; tries += 1) {
    if (tries > 0) await client.clock.sleep(listedAgainMs);
    const transaction = await readTransaction(client, signature);
    if (transaction !== null) return transaction;
  }
  throw new Error(`The node lists transaction ${signature} and does not have it.`);
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
