import {
  AccountRole,
  address,
  createNoopSigner,
  generateKeyPairSigner,
  type KeyPairSigner,
  type TransactionModifyingSigner,
  type TransactionSigner,
} from '@solana/kit';
import { beforeEach, expect, test } from 'vitest';

import { type KeyValueStore, memoryStore } from '@/lib/storage/key-value-store';

import { TransactionCentre, type TransactionRequest } from './centre';
import { type IntentLocks } from './intent-locks';
import { TransactionSubmitter } from './submitter';
import { ScriptedChain } from './testing/scripted-chain';
import { SharedLocks } from './testing/shared-locks';
import { type TransactionEntry } from './transaction-entry';
import { TransactionList } from './transaction-list';

const program = address('Ed25519SigVerify111111111111111111111111111');

let chain: ScriptedChain;
let store: KeyValueStore;
let locks: SharedLocks;
let owner: KeyPairSigner;

beforeEach(async () => {
  chain = new ScriptedChain();
  store = memoryStore();
  locks = new SharedLocks();
  owner = await generateKeyPairSigner();
});

interface Tab {
  readonly centre: TransactionCentre;
  readonly seen: TransactionEntry[];
  readonly refreshed: (readonly unknown[])[];
}

function openTab(
  signer: TransactionSigner | null = owner,
  tabLocks: IntentLocks = locks.tab(),
  tabStore: KeyValueStore = store,
): Tab {
  const seen: TransactionEntry[] = [];
  const refreshed: (readonly unknown[])[] = [];
  const centre = new TransactionCentre({
    submitter: new TransactionSubmitter({ port: chain, store: tabStore, clock: chain.clock }),
    list: new TransactionList(tabStore),
    locks: tabLocks,
    signer: () => Promise.resolve(signer),
    priorityFee: { kind: 'none' },
    onEntry: (entry) => void seen.push(entry),
    refresh: (changes) => void refreshed.push(...changes),
    now: () => 1_000 + seen.length,
  });
  return { centre, seen, refreshed };
}

function requestOf(changes: Partial<TransactionRequest> = {}): TransactionRequest {
  const account = { address: owner.address, role: AccountRole.WRITABLE_SIGNER, signer: owner };
  const instruction = { programAddress: program, accounts: [account], data: new Uint8Array([1]) };
  return { key: 'top-up 1', title: 'Top up', plan: { instructions: [instruction] }, ...changes };
}

/** A wallet that waits to be told to sign. */
function slowWallet() {
  let tell: () => void = () => undefined;
  let asked: () => void = () => undefined;
  const told = new Promise<void>((resolve) => (tell = resolve));
  const wasAsked = new Promise<void>((resolve) => (asked = resolve));
  const signer: TransactionModifyingSigner = {
    address: owner.address,
    modifyAndSignTransactions: async (transactions, { abortSignal } = {}) => {
      asked();
      await Promise.race([
        told,
        new Promise((_, reject) =>
          abortSignal?.addEventListener('abort', () => reject(new Error('you stopped waiting'))),
        ),
      ]);
      const signatures = await owner.signTransactions(transactions as never);
      return transactions.map((transaction, index) => ({
        ...transaction,
        signatures: { ...transaction.signatures, ...signatures[index] },
      })) as never;
    },
  };
  return { signer, tell: () => tell(), asked: wasAsked };
}

function lastState({ seen }: Tab): string | undefined {
  return seen.at(-1)?.state;
}

test('a wish is shown at every step and what it changed is read again', async () => {
  const tab = openTab();
  const outcome = await tab.centre.submit(requestOf({ changes: [['lease', 'abc']] }));
  expect(outcome.kind).toBe('confirmed');
  expect(tab.seen.map(({ state }) => state)).toEqual([
    'building',
    'building',
    'simulating',
    'awaiting-signature',
    'sending',
    'confirming',
    'confirmed',
  ]);
  expect(tab.refreshed).toEqual([['lease', 'abc']]);
});

test('a second click while it runs sends nothing of its own', async () => {
  const tab = openTab();
  const [first, second] = await Promise.all([tab.centre.submit(requestOf()), tab.centre.submit(requestOf())]);
  expect(second).toBe(first);
  expect(new Set(chain.sent).size).toBe(1);
});

test('a wish that has come true can be wished again', async () => {
  const { centre } = openTab();
  await centre.submit(requestOf());
  expect((await centre.submit(requestOf())).kind).toBe('confirmed');
  expect(new Set(chain.sent).size).toBe(2);
});

test('what is to happen once is answered, not sent again', async () => {
  const { centre } = openTab();
  const first = await centre.submit(requestOf({ once: true }));
  const sent = chain.sent.length;
  expect(await centre.submit(requestOf({ once: true }))).toEqual(first);
  expect(chain.sent.length).toBe(sent);
});

test('two tabs that wish the same send it once, and both hear what came of it', async () => {
  const [one, other] = [openTab(), openTab()];
  const [first, second] = await Promise.all([
    one.centre.submit(requestOf()),
    other.centre.submit(requestOf()),
  ]);
  expect(second).toEqual(first);
  expect(new Set(chain.sent).size).toBe(1);
  expect(lastState(other)).toBe('confirmed');
});

test('whoever stops waiting for the wallet sends nothing, even if it signs later', async () => {
  const wallet = slowWallet();
  const tab = openTab(wallet.signer);
  const outcome = tab.centre.submit(requestOf());
  await wallet.asked;
  tab.centre.stopWaiting('top-up 1');
  expect(await outcome).toMatchObject({ kind: 'rejected' });
  wallet.tell();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(chain.sent).toEqual([]);
  expect(lastState(tab)).toBe('rejected');
});

test('a page left while the wallet was open finds nothing sent', async () => {
  const wallet = slowWallet();
  const left = openTab(wallet.signer, { hold: (_key, work) => work(true) });
  void left.centre.submit(requestOf());
  await wallet.asked;
  const next = openTab();
  await next.centre.resume();
  expect(next.seen.at(-1)).toMatchObject({ state: 'rejected', signature: null });
  expect(chain.sent).toEqual([]);
});

test('a page left after it was sent learns on the next visit that it was confirmed', async () => {
  const lost = new ScriptedChain();
  const left = openTab();
  await left.centre.submit(requestOf({ changes: [['lease', 'abc']] }));
  const [signed] = [left.seen.find(({ state }) => state === 'sending')];
  if (signed === undefined) throw new Error('it was never sent');
  const journal = memoryStore();
  const key = 'transaction/top-up 1';
  const written = JSON.parse((await store.get(key)) ?? '') as Record<string, unknown>;
  await journal.set(key, JSON.stringify({ ...written, confirmedSlot: null }));
  await new TransactionList(journal).write(signed);
  chain = lost;
  const next = openTab(owner, locks.tab(), journal);
  await next.centre.resume();
  expect(next.seen.at(-1)).toMatchObject({ state: 'confirmed', signature: signed.signature });
  expect(next.refreshed).toEqual([['lease', 'abc']]);
});

test('accounts of the connected address are signed by the wallet, whatever stood in for it', async () => {
  const account = {
    address: owner.address,
    role: AccountRole.WRITABLE_SIGNER,
    signer: createNoopSigner(owner.address),
  };
  const plan = {
    instructions: [{ programAddress: program, accounts: [account], data: new Uint8Array([1]) }],
  };
  expect((await openTab().centre.submit(requestOf({ plan }))).kind).toBe('confirmed');
});

test('without a wallet nothing happens and the next step is named', async () => {
  const tab = openTab(null);
  expect(await tab.centre.submit(requestOf())).toMatchObject({
    kind: 'failed',
    failure: { code: 'no-wallet', next: 'Connect one and try again.' },
  });
  expect(chain.sent).toEqual([]);
});

test('a browser that keeps no records sends nothing', async () => {
  const full: KeyValueStore = {
    ...memoryStore(),
    set: () => Promise.reject(new Error('the quota is exceeded')),
  };
  const tab = openTab(owner, locks.tab(), full);
  expect(await tab.centre.submit(requestOf())).toMatchObject({
    kind: 'failed',
    failure: { code: 'not-written-down' },
  });
  expect(chain.sent).toEqual([]);
  expect(lastState(tab)).toBe('failed');
});

test('an entry that a stranger wrote into the store is left out', async () => {
  await store.set('entry/x', '{"key":1}');
  await store.set('entry/y', 'not json');
  const tab = openTab();
  await tab.centre.resume();
  expect(tab.seen).toEqual([]);
});
