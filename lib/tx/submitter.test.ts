import {
  AccountRole,
  address,
  generateKeyPairSigner,
  getBase64Encoder,
  getCompiledTransactionMessageDecoder,
  getTransactionDecoder,
  type Instruction,
  type TransactionModifyingSigner,
  type TransactionSigner,
  type TransactionWithinSizeLimit,
  type Transaction,
  type TransactionWithLifetime,
} from '@solana/kit';
import { beforeEach, expect, test } from 'vitest';

import { type KeyValueStore, memoryStore } from '@/lib/storage/key-value-store';

import { type Progress } from './outcome';
import { type Intent, TransactionSubmitter } from './submitter';
import { ScriptedChain } from './testing/scripted-chain';

const ourProgram = address('Ed25519SigVerify111111111111111111111111111');
type Signed = Transaction & TransactionWithinSizeLimit & TransactionWithLifetime;

let chain: ScriptedChain;
let store: KeyValueStore;
let payer: TransactionSigner;

beforeEach(async () => {
  chain = new ScriptedChain();
  store = memoryStore();
  payer = await generateKeyPairSigner();
});

function submitterOf(port = chain): TransactionSubmitter {
  const decode = (program: string, errorNumber: number) =>
    program === ourProgram && errorNumber === 6001
      ? { code: 'PriceAboveGuard', sentence: 'The price rose.', next: 'Take a new quote.' }
      : null;
  return new TransactionSubmitter({ port, store, clock: chain.clock, decode });
}

function intentOf(changes: Partial<Intent> = {}): Intent {
  const instruction: Instruction = {
    programAddress: ourProgram,
    accounts: [{ address: payer.address, role: AccountRole.WRITABLE_SIGNER }],
    data: new Uint8Array([1]),
  };
  return { key: 'take-offer 1', instructions: [instruction], feePayer: payer, ...changes };
}

test('a transaction is confirmed after every step in order', async () => {
  const steps: Progress['step'][] = [];
  const outcome = await submitterOf().submit(intentOf(), { onProgress: ({ step }) => steps.push(step) });
  expect(outcome).toMatchObject({ kind: 'confirmed', slot: 1_002n });
  expect(steps).toEqual(['building', 'simulating', 'awaiting-signature', 'sending', 'confirming']);
});

test('the compute budget is measured and stands after the instructions', async () => {
  chain.simulation = { error: null, logs: [], unitsConsumed: 10_000n };
  await submitterOf().submit(intentOf({ priorityFee: { kind: 'recent', capMicroLamportsPerUnit: 50n } }));
  const transaction = getTransactionDecoder().decode(getBase64Encoder().encode(chain.sent[0] ?? ''));
  const message = getCompiledTransactionMessageDecoder().decode(transaction.messageBytes);
  const datas = 'instructions' in message ? message.instructions.map(({ data }) => [...(data ?? [])]) : [];
  expect(datas).toEqual([
    [1],
    [2, ...new Uint8Array(new Uint32Array([13_000]).buffer)],
    [3, 7, 0, 0, 0, 0, 0, 0, 0],
  ]);
});

test('a refused simulation is told in the words of the program, and nothing is signed', async () => {
  const error = { InstructionError: [0n, { Custom: 6001n }] };
  chain.simulation = {
    error,
    logs: [`Program ${ourProgram} failed: custom program error: 0x1771`],
    unitsConsumed: 9n,
  };
  expect(await submitterOf().submit(intentOf())).toMatchObject({
    kind: 'failed',
    signature: null,
    failure: {
      stage: 'simulate',
      code: 'PriceAboveGuard',
      sentence: 'The price rose.',
      next: 'Take a new quote.',
      instructionIndex: 0,
      program: ourProgram,
    },
  });
  expect(chain.sent).toEqual([]);
});

test('the program that failed inside another is the one that is quoted', async () => {
  const token = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA';
  const logs = [
    `Program ${token} failed: custom program error: 0x1`,
    `Program ${ourProgram} failed: custom program error: 0x1`,
  ];
  chain.simulation = { error: { InstructionError: [0n, { Custom: 1n }] }, logs, unitsConsumed: 9n };
  expect(await submitterOf().submit(intentOf())).toMatchObject({
    failure: { code: 'not-enough-tokens', program: token },
  });
});

test('a wallet without SOL is told so', async () => {
  chain.simulation = { error: 'AccountNotFound', logs: [], unitsConsumed: 0n };
  expect(await submitterOf().submit(intentOf())).toMatchObject({ failure: { code: 'no-sol' } });
});

test('a transaction that is too large is not sent', async () => {
  const instructions: Instruction[] = [{ programAddress: ourProgram, data: new Uint8Array(1_200) }];
  expect(await submitterOf().submit(intentOf({ instructions }))).toMatchObject({
    failure: { stage: 'build', code: 'transaction-too-large' },
  });
});

test('declining to sign is a rejection, and nothing is sent', async () => {
  const feePayer: TransactionModifyingSigner = {
    address: payer.address,
    modifyAndSignTransactions: async () => Promise.reject(new Error('User rejected the request')),
  };
  const instructions: Instruction[] = [{ programAddress: ourProgram, data: new Uint8Array([1]) }];
  const outcome = await submitterOf().submit(intentOf({ feePayer, instructions }));
  expect(outcome.kind).toBe('rejected');
  expect(chain.sent).toEqual([]);
});

test('a transaction that the wallet changed is not sent', async () => {
  const feePayer: TransactionModifyingSigner = {
    address: payer.address,
    modifyAndSignTransactions: async (transactions) =>
      transactions.map((transaction) => {
        const messageBytes = new Uint8Array(transaction.messageBytes);
        messageBytes[messageBytes.length - 1] = 99;
        const signatures = { [payer.address]: new Uint8Array(64).fill(1) };
        return { ...transaction, messageBytes, signatures } as unknown as Signed;
      }),
  };
  const instructions: Instruction[] = [{ programAddress: ourProgram, data: new Uint8Array([1]) }];
  expect(await submitterOf().submit(intentOf({ feePayer, instructions }))).toMatchObject({
    failure: { stage: 'sign', code: 'wallet-changed-transaction' },
  });
  expect(chain.sent).toEqual([]);
});

test('the same bytes are sent again until they land', async () => {
  chain.onSend = (attempt) =>
    attempt < 3 ? { kind: 'unanswered', maybeDelivered: true, sentence: 'lost' } : { kind: 'accepted' };
  expect((await submitterOf().submit(intentOf())).kind).toBe('confirmed');
  expect(new Set(chain.sent).size).toBe(1);
  expect(chain.sent).toHaveLength(3);
});

test('a transaction that fails on chain says why and has a signature', async () => {
  const error = { InstructionError: [0n, { Custom: 6001n }] };
  chain.onStatus = () => ({ slot: 1_002n, error, commitment: 'confirmed' });
  expect(await submitterOf().submit(intentOf())).toMatchObject({
    kind: 'failed',
    signature: expect.any(String),
    failure: { stage: 'execute', code: 'PriceAboveGuard', logs: ['Program log: told'] },
  });
});

test('a refusal by the node before anything was passed on is final', async () => {
  chain.onSend = () => ({ kind: 'refused', error: { InstructionError: [0n, { Custom: 6001n }] }, logs: [] });
  expect(await submitterOf().submit(intentOf())).toMatchObject({
    signature: null,
    failure: { stage: 'send', code: 'PriceAboveGuard' },
  });
});

test('a refusal after an attempt that may have arrived is not final', async () => {
  chain.onSend = (attempt) =>
    attempt === 1
      ? { kind: 'unanswered', maybeDelivered: true, sentence: 'lost' }
      : { kind: 'refused', error: { InstructionError: [0n, { Custom: 6001n }] }, logs: [] };
  chain.onStatus = () =>
    chain.slot < 1_020n ? null : { slot: 1_001n, error: null, commitment: 'confirmed' };
  expect((await submitterOf().submit(intentOf())).kind).toBe('confirmed');
});

test('it expires only after its last block has passed and history does not hold it', async () => {
  const asked: { slot: bigint; searchHistory: boolean }[] = [];
  chain.onStatus = (searchHistory) => {
    asked.push({ slot: chain.slot, searchHistory });
    return null;
  };
  const outcome = await submitterOf().submit(intentOf());
  expect(outcome).toMatchObject({ kind: 'expired', lastValidBlockHeight: 1_150n });
  const searches = asked.filter(({ searchHistory }) => searchHistory);
  expect(searches).toHaveLength(1);
  expect(searches.every(({ slot }) => slot > 1_150n)).toBe(true);
});

test('a late landing that only history knows is confirmed, not expired', async () => {
  chain.onStatus = (searchHistory) =>
    searchHistory ? { slot: 1_150n, error: null, commitment: 'finalized' } : null;
  expect(await submitterOf().submit(intentOf())).toMatchObject({ kind: 'confirmed', slot: 1_150n });
});

test('a node that lags behind cannot make it expire', async () => {
  chain.onStatus = () => null;
  chain.statusLag = 100n;
  expect((await submitterOf().submit(intentOf())).kind).toBe('unknown');
});

test('when the network falls silent after sending, the fate is unknown, and a later try finds it', async () => {
  chain.onSend = () => {
    chain.unreachable = true;
    return { kind: 'accepted' };
  };
  const submitter = submitterOf();
  const first = await submitter.submit(intentOf());
  expect(first.kind).toBe('unknown');
  chain.unreachable = false;
  chain.onSend = () => ({ kind: 'accepted' });
  const second = await submitter.submit(intentOf());
  expect(second).toMatchObject({ kind: 'confirmed', signature: first.kind === 'unknown' && first.signature });
  expect(new Set(chain.sent).size).toBe(1);
});

test('after a long absence it expires only by a node whose history reaches back', async () => {
  chain.onStatus = () => null;
  chain.onSend = () => {
    chain.unreachable = true;
    return { kind: 'accepted' };
  };
  const submitter = submitterOf();
  await submitter.submit(intentOf());
  await chain.clock.sleep(10_000_000);
  chain.unreachable = false;
  chain.onSend = () => ({ kind: 'accepted' });
  chain.historyFromSlot = null;
  expect((await submitter.submit(intentOf())).kind).toBe('unknown');
  chain.historyFromSlot = 1_001n;
  expect((await submitter.submit(intentOf())).kind).toBe('unknown');
  chain.historyFromSlot = 1_000n;
  chain.onStatus = (searchHistory) => {
    const again = !searchHistory && new Set(chain.sent).size === 2;
    return again ? { slot: chain.slot, error: null, commitment: 'confirmed' } : null;
  };
  expect((await submitter.submit(intentOf())).kind).toBe('confirmed');
});

test('a restart does not submit again what was already confirmed', async () => {
  const first = await submitterOf().submit(intentOf());
  expect(await submitterOf().submit(intentOf())).toEqual(first);
  expect(chain.sent).toHaveLength(1);
});

test('two clicks are one transaction', async () => {
  const submitter = submitterOf();
  const [one, other] = await Promise.all([submitter.submit(intentOf()), submitter.submit(intentOf())]);
  expect(one).toBe(other);
  expect(chain.sent).toHaveLength(1);
});

test('an intent that expired may be submitted again', async () => {
  const land = chain.onStatus;
  chain.onStatus = () => null;
  const submitter = submitterOf();
  expect((await submitter.submit(intentOf())).kind).toBe('expired');
  chain.onStatus = land;
  expect((await submitter.submit(intentOf())).kind).toBe('confirmed');
});

test('a chain that cannot be asked before signing costs nothing and says so', async () => {
  chain.unreachable = true;
  expect(await submitterOf().submit(intentOf())).toMatchObject({
    kind: 'failed',
    signature: null,
    failure: { stage: 'build', sentence: expect.stringContaining('Nothing was sent') },
  });
});
