// Runs before each test file of a survey: notes which check each refused transaction met last.
import { appendFileSync } from 'node:fs';
import path from 'node:path';

import { FailedTransactionMetadata, LiteSVM } from 'litesvm';
import { expect } from 'vitest';

import { type Note, notesVariable } from './survey';

const notes = process.env[notesVariable];
const root = path.resolve(import.meta.dirname, '../../..');
const noted = new Set<string>();
const send = LiteSVM.prototype.sendTransaction;

LiteSVM.prototype.sendTransaction = function (this: LiteSVM, ...transaction: Parameters<typeof send>) {
  const result = send.apply(this, transaction);
  if (result instanceof FailedTransactionMetadata) note(result.meta().returnData().data());
  return result;
};

/** The survey's program returns the number of each check as it meets it; what it met last is what refused. */
function note(returned: Uint8Array): void {
  const { testPath, currentTestName: name } = expect.getState();
  if (notes === undefined || returned.length !== 4 || testPath === undefined || name === undefined) return;
  const refusal: Note = {
    id: Buffer.from(returned).readUInt32LE(),
    file: path.relative(root, testPath),
    // Reports join the names of suites and tests by a space.
    name: name.replaceAll(' > ', ' '),
  };
  const line = `${JSON.stringify(refusal)}\n`;
  if (noted.has(line)) return;
  noted.add(line);
  appendFileSync(notes, line);
}
