import { type Address } from '@solana/kit';

import { type ChainClient } from '@/lib/rpc/chain-client';

/** What all transactions of a lease together did to one account. */
export interface TrailEntry {
  readonly account: Address;
  readonly atoms: bigint;
}

/** Where every atom and lamport of a lease went, taken from the chain's own history of it. */
export interface MoneyTrail {
  readonly transactions: number;
  /** Change of each token account in USDC atoms; they sum to zero. */
  readonly usdc: readonly TrailEntry[];
  /** Change of each account in lamports; with the network fees they sum to zero. */
  readonly lamports: readonly TrailEntry[];
  readonly networkFeeLamports: bigint;
  readonly sumsToZero: boolean;
}

const pageSize = 1_000n;

/**
 * Adds up every transaction that touched the lease. Other business of the same parties is thereby left out, so the
 * figures are exact however busy they are.
 *
 * @throws RpcError, or an Error where the node does not hold the history
 */
export async function readMoneyTrail(
  client: ChainClient,
  lease: Address,
  usdcMint: Address,
): Promise<MoneyTrail> {
  const signatures = await signaturesOf(client, lease);
  const usdc = new Map<Address, bigint>();
  const lamports = new Map<Address, bigint>();
  let networkFeeLamports = 0n;
  for (const signature of signatures) {
    const { fee, accounts, balances, tokens } = await readTransaction(client, signature);
    networkFeeLamports += fee;
    accounts.forEach((account, index) => add(lamports, account, balances[index] ?? 0n));
    for (const { index, mint, atoms } of tokens) {
      const account = accounts[index];
      if (account !== undefined && mint === usdcMint) add(usdc, account, atoms);
    }
  }
  return {
    transactions: signatures.length,
    usdc: entriesOf(usdc),
    lamports: entriesOf(lamports),
    networkFeeLamports,
    sumsToZero: sumOf(usdc) === 0n && sumOf(lamports) + networkFeeLamports === 0n,
  };
}

interface TransactionEffect {
  readonly fee: bigint;
  readonly accounts: readonly Address[];
  /** Change of each account in lamports. */
  readonly balances: readonly bigint[];
  readonly tokens: readonly { readonly index: number; readonly mint: string; readonly atoms: bigint }[];
}

async function signaturesOf(client: ChainClient, lease: Address): Promise<readonly string[]> {
  const signatures: string[] = [];
  for (;;) {
    const before = signatures.at(-1);
    const options = { limit: pageSize, commitment: 'confirmed', ...(before === undefined ? {} : { before }) };
    const page = rows(await client.request('getSignaturesForAddress', [lease, options]));
    signatures.push(...page.map((row) => String(row['signature'])));
    if (BigInt(page.length) < pageSize) return signatures;
  }
}

async function readTransaction(client: ChainClient, signature: string): Promise<TransactionEffect> {
  const options = { encoding: 'json', commitment: 'confirmed', maxSupportedTransactionVersion: 0n };
  const answer = row(await client.request('getTransaction', [signature, options]));
  const meta = row(answer['meta']);
  const message = row(row(answer['transaction'])['message']);
  const loaded = meta['loadedAddresses'] === undefined ? {} : row(meta['loadedAddresses']);
  const accounts = [
    message['accountKeys'],
    loaded['writable'] ?? [],
    loaded['readonly'] ?? [],
  ].flat() as Address[];
  const pre = meta['preBalances'] as bigint[];
  const post = meta['postBalances'] as bigint[];
  const tokens = [
    ...rows(meta['preTokenBalances'] ?? []).map((balance) => tokenBalance(balance, -1n)),
    ...rows(meta['postTokenBalances'] ?? []).map((balance) => tokenBalance(balance, 1n)),
  ];
  return {
    fee: meta['fee'] as bigint,
    accounts,
    balances: accounts.map((_, index) => (post[index] ?? 0n) - (pre[index] ?? 0n)),
    tokens,
  };
}

function tokenBalance(balance: Record<string, unknown>, sign: bigint): TransactionEffect['tokens'][number] {
  return {
    index: Number(balance['accountIndex']),
    mint: String(balance['mint']),
    atoms: sign * BigInt(String(row(balance['uiTokenAmount'])['amount'])),
  };
}

function add(totals: Map<Address, bigint>, account: Address, change: bigint): void {
  totals.set(account, (totals.get(account) ?? 0n) + change);
}

function entriesOf(totals: ReadonlyMap<Address, bigint>): readonly TrailEntry[] {
  return [...totals].filter(([, atoms]) => atoms !== 0n).map(([account, atoms]) => ({ account, atoms }));
}

function sumOf(totals: ReadonlyMap<Address, bigint>): bigint {
  return [...totals.values()].reduce((sum, atoms) => sum + atoms, 0n);
}

function row(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw new Error('The node does not hold the whole history of this lease.');
}

function rows(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(row) : [];
}
