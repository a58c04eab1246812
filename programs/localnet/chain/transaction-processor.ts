import { type AccountKeys } from '@/programs/localnet/chain/account-keys';
import { type AccountStore, type StoredAccount } from '@/programs/localnet/chain/account-store';
import { advancedNonceAccount } from '@/programs/localnet/chain/durable-nonce';
import { transactionFee } from '@/programs/localnet/chain/fees';
import { readMint, readTokenAccount, isTokenProgram } from '@/programs/localnet/chain/token-account';
import { type TokenBalance } from '@/programs/localnet/chain/transaction-record';
import { type Execution, type VirtualMachine } from '@/programs/localnet/chain/virtual-machine';
import { type AddressKey } from '@/programs/localnet/wire/address-key';
import { type WireTransaction } from '@/programs/localnet/wire/transaction';

export type AccountWrite = { readonly key: AddressKey; readonly account: StoredAccount | undefined };

/** What executing a transaction did. `included` is false where it left no trace, not even its fee. */
export type Processed = {
  readonly execution: Execution;
  readonly included: boolean;
  readonly fee: bigint;
  readonly preBalances: readonly bigint[];
  readonly postBalances: readonly bigint[];
  readonly preTokenBalances: readonly TokenBalance[];
  readonly postTokenBalances: readonly TokenBalance[];
  readonly writes: readonly AccountWrite[];
};

export type ProcessOptions = {
  /** Whether a failed transaction pays its fee; without it, as in a preflight, failure changes nothing. */
  readonly chargeFailure: boolean;
  /** The nonce account of a durable transaction. */
  readonly nonceAccount: AddressKey | undefined;
};

/** Failures while loading accounts, for which a cluster still includes the transaction and takes its fee. */
const FEE_ONLY_ERRORS = new Set<unknown>([
  'ProgramAccountNotFound',
  'InvalidProgramForExecution',
  'MaxLoadedAccountsDataSizeExceeded',
]);

/** Executes transactions on the virtual machine and reads back, account by account, what they changed. */
export class TransactionProcessor {
  /** Accounts that LiteSVM has from the start and nothing has written since; sysvars excepted, they stay as they are. */
  private readonly builtIn = new Map<AddressKey, StoredAccount | undefined>();

  constructor(
    private readonly machine: VirtualMachine,
    private readonly accounts: AccountStore,
  ) {}

  /** Newest state of an account as far as transactions can have changed it. */
  read(key: AddressKey): StoredAccount | undefined {
    const stored = this.accounts.get(key);
    if (stored !== undefined || this.accounts.knows(key)) return stored;
    if (!this.builtIn.has(key)) this.builtIn.set(key, this.machine.read(key));
    return this.builtIn.get(key);
  }

  process(transaction: WireTransaction, keys: AccountKeys, options: ProcessOptions): Processed {
    const before = keys.keys.map((key) => this.read(key));
    const execution = this.machine.execute(transaction.wire);
    const writes =
      execution.error === null
        ? this.changesOf(keys.writable)
        : this.settleFailure(transaction, keys, options, execution);
    const after = new Map(writes.map(({ key, account }) => [key, account]));
    const post = keys.keys.map((key, index) => (after.has(key) ? after.get(key) : before[index]));
    const preBalances = before.map((account) => account?.lamports ?? 0n);
    const postBalances = post.map((account) => account?.lamports ?? 0n);
    return {
      execution,
      included: execution.error === null || writes.length > 0,
      // The runtime conserves lamports and burns the fee, so what is missing afterwards is the fee.
      fee: sum(preBalances) - sum(postBalances),
      preBalances,
      postBalances,
      preTokenBalances: this.tokenBalances(keys.keys, before),
      postTokenBalances: this.tokenBalances(keys.keys, post),
      writes,
    };
  }

  private changesOf(writable: readonly AddressKey[]): AccountWrite[] {
    const writes: AccountWrite[] = [];
    for (const key of writable) {
      const account = this.machine.read(key);
      if (!sameAccount(this.read(key), account)) writes.push({ key, account });
    }
    return writes;
  }

  private settleFailure(
    transaction: WireTransaction,
    { keys }: AccountKeys,
    { chargeFailure, nonceAccount }: ProcessOptions,
    { error }: Execution,
  ): AccountWrite[] {
    const payer = keys[0];
    const before = payer === undefined ? undefined : this.read(payer);
    if (payer === undefined || before === undefined) return [];
    const charged = this.machine.lamports(payer) !== before.lamports;
    if (!chargeFailure) {
      if (charged) this.machine.write(payer, before);
      return [];
    }
    if (!charged && FEE_ONLY_ERRORS.has(error)) {
      const lamports = before.lamports - transactionFee(transaction.message);
      if (lamports < 0n) return [];
      this.machine.write(payer, { ...before, lamports });
    } else if (!charged) {
      return [];
    }
    const nonce = nonceAccount === undefined ? undefined : this.machine.read(nonceAccount);
    if (nonceAccount !== undefined && nonce !== undefined) {
      this.machine.write(nonceAccount, advancedNonceAccount(nonce, transaction.message.recentBlockhash));
    }
    return this.changesOf(
      nonceAccount === undefined || nonceAccount === payer ? [payer] : [payer, nonceAccount],
    );
  }

  private tokenBalances(
    keys: readonly AddressKey[],
    states: readonly (StoredAccount | undefined)[],
  ): TokenBalance[] {
    const balances: TokenBalance[] = [];
    for (const [accountIndex, account] of states.entries()) {
      if (account === undefined || !isTokenProgram(account.owner)) continue;
      const token = readTokenAccount(account);
      if (token === undefined) continue;
      const mintIndex = keys.indexOf(token.mint);
      const mintAccount = (mintIndex < 0 ? undefined : states[mintIndex]) ?? this.read(token.mint);
      const mint = mintAccount === undefined ? undefined : readMint(mintAccount);
      balances.push({
        accountIndex,
        mint: token.mint,
        owner: token.owner,
        programId: account.owner,
        amount: token.amount,
        decimals: mint?.decimals ?? 0,
      });
    }
    return balances;
  }
}

function sameAccount(before: StoredAccount | undefined, after: StoredAccount | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  return (
    before.lamports === after.lamports &&
    before.owner === after.owner &&
    before.executable === after.executable &&
    Buffer.compare(before.data, after.data) === 0
  );
}

function sum(values: readonly bigint[]): bigint {
  let total = 0n;
  for (const value of values) total += value;
  return total;
}
