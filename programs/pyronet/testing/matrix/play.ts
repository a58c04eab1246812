import { type AccountMeta, AccountRole, type Address, type Instruction } from '@solana/kit';

import { type Chain } from '../chain';
import { confirmed } from '../expectation';

import { type Cell, cellsOf } from './cells';
import { companionCells } from './companions';
import { firstInTheWay, type Freedom, freedoms } from './freedoms';
import { type IdlInstruction } from './idl';
import { type Arrange } from './scene';
import { setStage, type Surroundings } from './stage';
import { expectedRefusals, refusal } from './verdicts';

/** What a scene of the matrix came to. */
export interface Played {
  readonly cells: number;
  readonly refused: number;
  /** Freedoms that were taken. */
  readonly taken: ReadonlySet<Freedom>;
  /** Cells that did not end as they must, in words. */
  readonly wrong: readonly string[];
}

/** Tries every cell of an instruction, then sends it as it is meant, with accounts too many. */
export async function play(instruction: IdlInstruction, title: string, arrange: Arrange): Promise<Played> {
  const stage = await setStage();
  const { instructions, around = stage } = await arrange(stage);
  const names = instruction.accounts.map(({ name }) => name);
  const cells = [
    ...(await cellsOf(around, instructions, names)),
    ...companionCells(around, instructions, names),
  ];
  const before = stateOf(around.chain, cells);
  const taken = new Set<Freedom>();
  const wrong: string[] = [];
  for (const cell of cells) {
    const freedom = freedoms.find((each) => allows(each, instruction.name, title, cell));
    // What may succeed is only simulated, so that the next cell finds everything as it was.
    const outcome = freedom
      ? await around.chain.simulate(around.feePayer, cell.instructions)
      : await around.chain.send(around.feePayer, cell.instructions);
    if (outcome.ok && freedom) taken.add(freedom);
    if (!outcome.ok && isExpected(instruction.name, cell, refusal(outcome))) continue;
    if (freedom) continue;
    const { account, wrong: kind, instead } = cell;
    wrong.push(`${instruction.name} ${title}, ${account}: ${kind}, ${instead}: ${refusal(outcome)}`);
    // Nothing after it finds what it needs.
    if (outcome.ok) return { cells: cells.length + 1, refused: 0, taken, wrong };
  }
  const after = stateOf(around.chain, cells);
  wrong.push(
    ...[...before].filter(([at, state]) => after.get(at) !== state).map(([at]) => `${at} has changed`),
  );
  wrong.push(...(await sendWithTooMany(around, instructions)));
  return { cells: cells.length + 1, refused: cells.length - taken.size, taken, wrong };
}

function allows(freedom: Freedom, instruction: string, scene: string, cell: Cell): boolean {
  return (
    (freedom.instruction ?? [instruction]).includes(instruction) &&
    (freedom.scene ?? scene) === scene &&
    freedom.account.includes(cell.account) &&
    freedom.wrong.includes(cell.wrong) &&
    (freedom.instead ?? [cell.instead]).includes(cell.instead)
  );
}

function isExpected(instruction: string, cell: Cell, refused: string): boolean {
  const first = firstInTheWay.some(
    (each) =>
      (each.instruction ?? [instruction]).includes(instruction) &&
      each.account === cell.account &&
      each.refusal === refused,
  );
  return first || expectedRefusals[cell.wrong].includes(refused);
}

/** Everything that any cell names, to the byte and the lamport. */
function stateOf(chain: Chain, cells: readonly Cell[]): Map<Address, string> {
  const metas = cells.flatMap(({ instructions }) => instructions.flatMap(({ accounts = [] }) => accounts));
  const addresses = new Set(metas.map(({ address }) => address));
  return new Map([...addresses].map((address) => [address, stateAt(chain, address)]));
}

function stateAt(chain: Chain, address: Address): string {
  const account = chain.account(address);
  if (!account.exists) return 'nothing';
  const bytes = account.executable ? '' : Buffer.from(account.data).toString('base64');
  return `${account.programAddress} ${String(account.lamports)} ${bytes}`;
}

/** Accounts beyond those of the instruction neither help nor hurt, and stay as they are. */
async function sendWithTooMany(
  { chain, feePayer, impostors }: Surroundings,
  instructions: readonly Instruction[],
): Promise<string[]> {
  const meant = instructions.at(-1);
  if (meant === undefined) throw new Error('a transaction has instructions');
  const own = new Set((meant.accounts ?? []).map(({ address }) => address));
  const trailing = impostors.filter(({ address }) => {
    const account = chain.account(address);
    return !own.has(address) && account.exists && !account.executable;
  });
  const before = trailing.map(({ address }) => stateAt(chain, address));
  const metas: AccountMeta[] = trailing.map(({ address }) => ({ address, role: AccountRole.WRITABLE }));
  const accounts = [...(meant.accounts ?? []), ...metas];
  confirmed(await chain.send(feePayer, [...instructions.slice(0, -1), { ...meant, accounts }]));
  return trailing
    .filter(({ address }, at) => stateAt(chain, address) !== before[at])
    .map(({ label }) => `extra trailing accounts: ${label} has changed`);
}
